import 'reflect-metadata';
import { OrderConfirmed, OrderHeld, OrderPlaced, sealedContents } from '@okuru/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { holdReasons } from '../order/hold-rules.js';
import { openOrder } from '../order/open-order.js';
import { anOrderBody } from '../testing/an-order.js';
import { confirmedFact, heldFact, placedFact } from '../record-order/order-facts.js';
import { checkOrder } from './check-order.js';
import { toPlacement } from './placement.js';
import { PlaceOrderDto } from './place-order.dto.js';

const NOW = new Date('2026-01-15T03:00:00Z');
const ORDER_ID = '01930f3e-7a00-7000-8000-000000000001';
const sealed = { keyId: ORDER_ID, iv: 'AAAA', ciphertext: 'AAAA', tag: 'AAAA' };

/** Text of any script, often near the given bound, sometimes beyond it. */
const text = (max: number) =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((word) => `x${word}`),
    },
    { weight: 2, arbitrary: fc.constantFrom('あ', '髙', 'a').map((unit) => unit.repeat(max)) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(Math.floor(max / 2) + 1, max, max + 1).map((n) => '🐦'.repeat(n)),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }) },
  );
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2, nil: undefined });
const rate = fc.constantFrom(0, 8, 10);
const yen = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 9_999 }) },
  { weight: 1, arbitrary: fc.constantFrom(999_999_999, 1_000_000_000) },
);

const bodies = fc.record({
  reference: text(64),
  lines: fc.array(
    fc.record({
      sku: text(64),
      quantity: fc.constantFrom(1, 2, 9_999, 10_000),
      unitPrice: yen,
      taxRate: maybe(rate),
      lineId: maybe(text(64)),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  shipTo: fc.record({
    name: text(100),
    postalCode: fc.constantFrom('1000001', '100-0001'),
    prefecture: fc.oneof(fc.integer({ min: 1, max: 47 }), fc.constantFrom('東京都', '沖縄県')),
    city: fc.constant('千代田区'),
    street: fc.constant('1-1'),
    building: maybe(text(200)),
    phone: maybe(fc.constantFrom('03-0000-0000')),
  }),
  contact: fc.record({
    email: fc.constantFrom('a@example.jp', 'a..b.@docomo.ne.jp'),
    name: maybe(text(100)),
    kana: maybe(text(100)),
  }),
  payment: maybe(
    fc.record({ method: maybe(fc.constantFrom('prepaid', 'bank-transfer', 'konbini', 'cod', 'invoice')) }),
  ),
  delivery: maybe(
    fc.record({
      mode: maybe(fc.constantFrom('any', 'mailbox')),
      unattendedPlace: maybe(text(40)),
      date: maybe(fc.constant('2026-02-01')),
    }),
  ),
  money: maybe(
    fc.record({
      taxMode: maybe(fc.constantFrom('included', 'excluded')),
      charges: maybe(
        fc.array(fc.record({ kind: fc.constant('postage'), amount: yen, taxRate: maybe(rate) }), {
          maxLength: 2,
        }),
      ),
      discounts: maybe(fc.array(fc.record({ kind: fc.constant('coupon'), amount: yen }), { maxLength: 2 })),
    }),
  ),
  gift: maybe(
    fc.record({ noshi: maybe(text(40)), message: maybe(text(500)), hidePrices: maybe(fc.boolean()) }),
  ),
  remarks: maybe(text(1_000)),
  placedAt: maybe(fc.constantFrom('2026-01-15T09:00+09:00', '2026-01-15T00:00:00.123456Z')),
});

describe('an order that passes the checks', () => {
  it('can be sealed and stated: both pass the contract, whatever was typed in', () => {
    let passed = 0;
    fc.assert(
      fc.property(bodies, (body) => {
        const dto = plainToInstance(PlaceOrderDto, JSON.parse(JSON.stringify(body)));
        if (validateSync(dto, { whitelist: true, forbidNonWhitelisted: true }).length > 0) return;
        if (checkOrder(dto, NOW).length > 0) return;
        passed += 1;
        const placement = toPlacement(dto, 'web', NOW);
        const { total } = placement.money;
        const holds = holdReasons({ ...placement, total, knownBuyer: false });
        const { event } = openOrder({ ...placement, orderId: ORDER_ID, total }, holds, NOW.toISOString());
        const card = {
          ...placement,
          orderId: ORDER_ID,
          addressId: 'a'.repeat(64),
          buyerId: 'b'.repeat(64),
          contact: sealed,
          shipTo: sealed,
          amendment: null,
        };
        OrderPlaced.parse(placedFact(card).data);
        OrderConfirmed.parse(confirmedFact(card).data);
        if (event.type === 'order.held') OrderHeld.parse(heldFact(card, event.data, sealed).data);
      }),
      { numRuns: 1_500 },
    );
    expect(passed).toBeGreaterThan(300);
  });
});

describe('what is sealed', () => {
  it('is everything the contract names, when the buyer said all of it', () => {
    const { contact, shipTo } = sealedContents;
    const { remarks, ...asked } = contact.example;
    const { gift, ...address } = shipTo.example;
    const said = anOrderBody({ contact: asked, shipTo: address, gift, remarks });
    expect(toPlacement(said, 'web', NOW).personal).toEqual({
      email: asked.email,
      contact: contact.example,
      shipTo: shipTo.example,
    });
  });

  it('is no more than was said, with the postal code and the prefecture as an address is written', () => {
    const { shipTo } = anOrderBody();
    const said = anOrderBody({ shipTo: { ...shipTo, postalCode: '1000001', prefecture: 13, building: '' } });
    expect(toPlacement(said, 'web', NOW).personal).toEqual({
      email: 'hanako@example.jp',
      contact: { name: shipTo.name, email: 'hanako@example.jp' },
      shipTo: { ...shipTo, postalCode: '100-0001', prefecture: '東京都' },
    });
  });
});
