import type { LineSet, SealedShipTo } from '@okuru/contracts';
import { anItem, confirmedOrder, NOW } from '../testing/facts.js';
import { hearConfirmed } from '../shipment/shipment.js';
import { type Addressed, paperOf } from './parcel-paper.js';

const shipTo: SealedShipTo = {
  ...{
    name: '髙﨑 花子',
    postalCode: '100-0001',
    prefecture: '東京都',
    city: '千代田区',
    street: '千代田1-1',
  },
};
const set: LineSet = { lineId: '1', sku: 'SET', quantity: 2, names: { ja: 'お茶のセット', en: '' } };
const ordered = [
  { lineId: '1.1', sku: 'MUG', quantity: 2, unitPrice: 999, taxRate: 10 as const, set },
  { lineId: '1.2', sku: 'MUG', quantity: 2, unitPrice: 1_000, taxRate: 10 as const, set },
  { lineId: '1.3', sku: 'TEA', quantity: 2, unitPrice: 1_000, taxRate: 10 as const, set },
  { lineId: '2', sku: 'TEA', quantity: 1, unitPrice: 1_000, taxRate: 10 as const },
];

const slipOf = (inside: typeof ordered): any => {
  const orderId = '01930f3e-7a00-7000-8000-000000000001';
  const none = { orderId, confirmed: null, reservations: [], voided: false, amended: null, answered: null };
  const { confirmed } = hearConfirmed(none, confirmedOrder({}, { orderId, lines: ordered }));
  const addressed: Addressed = {
    parcel: {
      ...{ parcelId: orderId, orderId, reference: 'A-1', status: 'planned', temperature: 'ambient' },
      ...{
        packageCode: null,
        carrier: null,
        service: null,
        trackingNumber: null,
        weightGrams: null,
        enclosures: null,
      },
      ...{ number: 1, of: 1, elsewhere: [] },
      lines: inside.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity, item: anItem(sku) })),
    },
    ...{ order: confirmed!, shipTo, sender: { name: 'おくる商店' }, kind: undefined },
    ...{ today: NOW.slice(0, 10), timeZone: 'Asia/Tokyo' },
  };
  return paperOf('packing-slip', addressed);
};

describe('the packing slip of a parcel with a set', () => {
  it('names the set once with its parts, and a part that was bought singly for itself', () => {
    expect(slipOf(ordered).lines).toEqual([
      {
        ...{ sku: 'SET', name: 'お茶のセット', quantity: 2 },
        parts: [
          { sku: 'MUG', name: 'MUGです', quantity: 4 },
          { sku: 'TEA', name: 'TEAです', quantity: 2 },
        ],
      },
      { sku: 'TEA', name: 'TEAです', quantity: 1 },
    ]);
  });

  it('says where only some of its parts are in the parcel', () => {
    expect(slipOf(ordered.slice(2)).lines[0]).toMatchObject({ incomplete: true, parts: [{ sku: 'TEA' }] });
  });
});
