import type { PlaceOrderDto } from '../place-order/place-order.dto.js';

let nth = 0;
/** A reference nobody used before in this process. */
export const aReference = (): string => `T-${process.pid}-${(nth += 1)}`;

/** The smallest order a storefront can post, paid in advance; `more` overrides any part of it. */
export const anOrderBody = (more: Partial<PlaceOrderDto> = {}): PlaceOrderDto => ({
  reference: aReference(),
  lines: [{ sku: 'MUG', quantity: 2, unitPrice: 1500 }],
  shipTo: {
    name: '髙﨑 花子',
    postalCode: '100-0001',
    prefecture: 13,
    city: '千代田区',
    street: '千代田1-1',
  },
  contact: { email: 'hanako@example.jp' },
  ...more,
});

/** What the canary of the personal-data tests looks for: every personal word of `aTalkativeOrder`. */
export const CANARIES = [
  '髙﨑',
  'Canary-Name',
  'canary@example.jp',
  '090-0000-4242',
  'カナリア',
  '千代田1-1',
  'Canary-Remark',
  'Canary-Message',
];

/** An order that says everything personal an order can say. */
export const aTalkativeOrder = (more: Partial<PlaceOrderDto> = {}): PlaceOrderDto =>
  anOrderBody({
    shipTo: {
      name: '髙﨑 Canary-Name',
      postalCode: '1000001',
      prefecture: '東京都',
      city: '千代田区',
      street: '千代田1-1',
      building: 'Canary-Name ビル',
      phone: '090-0000-4242',
    },
    contact: {
      name: '髙﨑 Canary-Name',
      kana: 'カナリア',
      email: 'canary@example.jp',
      phone: '090-0000-4242',
    },
    remarks: 'Canary-Remark 🐦',
    gift: { noshi: '御祝', message: 'Canary-Message', senderName: 'Canary-Name' },
    ...more,
  });
