import { CARRIER_SERVICES, sampleTariffs } from '@okuru/carriers';
import { DEFAULT_PACK_RULES } from '@okuru/packing';
import fc from 'fast-check';
import { DEFAULT_CHOICE_RULES } from '../choose-packaging/packaging-demand.js';
import { decideFrom } from '../choose-packaging/recorded-decision.js';
import { SEED_PACKAGES } from '../package-kinds/seed-packages.js';
import { anItem } from '../testing/facts.js';
import { BASKET_UNITS_MAX } from './goods.js';
import { demandsOf, PARCELS_PER_ORDER_MAX, planUnits, type PlanningTables } from './plan-units.js';
import type { ConfirmedOrder, ReservedLine } from '../shipment/shipment.js';

const tables: PlanningTables = {
  packages: { version: 'packages-1', kinds: SEED_PACKAGES },
  carriers: { services: CARRIER_SERVICES, tariffs: sampleTariffs(13) },
  rules: { ...DEFAULT_CHOICE_RULES, pack: DEFAULT_PACK_RULES },
  decide: decideFrom,
  day: { shipOn: '2026-02-02', readyAt: '00:00' },
};
const order: ConfirmedOrder = {
  channel: 'web',
  reference: 'A-1',
  prefecture: 13,
  delivery: { mode: 'any' },
  cashOnDelivery: false,
  shortStock: 'ship-complete',
  shipTo: null,
};
const unitsByLine = (lines: readonly { lineId: string; quantity: number }[]) => {
  const units: Record<string, number> = {};
  for (const { lineId, quantity } of lines) units[lineId] = (units[lineId] ?? 0) + quantity;
  return units;
};

const anySide = fc.integer({ min: 5, max: 250 });
const anyUnits: fc.Arbitrary<ReservedLine[]> = fc
  .array(fc.record({ sku: fc.constantFrom('A', 'B', 'C', 'D'), quantity: fc.integer({ min: 1, max: 8 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  .chain((lines) =>
    fc.tuple(...lines.map(() => fc.tuple(anySide, anySide, anySide))).map((sizes) =>
      lines.map(({ sku, quantity }, index) => {
        const [lengthMm, widthMm, heightMm] = sizes[lines.findIndex((line) => line.sku === sku)]!;
        const temperature = sku === 'D' ? 'frozen' : 'ambient';
        const size = sku === 'C' && lengthMm % 5 === 0 ? null : { lengthMm, widthMm, heightMm };
        return { lineId: String(index + 1), sku, quantity, item: anItem(sku, { size, temperature }) };
      }),
    ),
  );

describe('a plan', () => {
  it('holds every unit of every line once, and never two temperatures in one parcel', () => {
    fc.assert(
      fc.property(anyUnits, (units) => {
        const answer = planUnits(units, order, 0, tables);
        if ('refused' in answer) return;
        expect(unitsByLine(answer.parcels.flatMap(({ lines }) => lines))).toEqual(unitsByLine(units));
        for (const { lines, temperature } of answer.parcels) {
          for (const { item } of lines) expect(item.temperature).toBe(temperature);
          expect(new Set(lines.map(({ lineId }) => lineId)).size).toBe(lines.length);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('takes the same sku on two lines from the first line first', () => {
    const line = (lineId: string, quantity: number) => ({ lineId, sku: 'A', quantity, item: anItem('A') });
    const answer = planUnits([line('1', 70), line('2', 70)], order, 0, tables);
    if ('refused' in answer) throw new Error('refused');
    expect(answer.parcels.length).toBeGreaterThan(1);
    expect(answer.parcels[0]!.lines[0]).toMatchObject({ lineId: '1' });
    expect(unitsByLine(answer.parcels.flatMap(({ lines }) => lines))).toEqual({ '1': 70, '2': 70 });
  });

  it('packs a large order basket by basket: 1,300 units of two sizes, each once, each parcel with package and carrier', () => {
    const cup = { sku: 'CUP', item: anItem('CUP', { size: { lengthMm: 80, widthMm: 80, heightMm: 90 } }) };
    const card = {
      sku: 'CARD',
      item: anItem('CARD', { size: { lengthMm: 150, widthMm: 100, heightMm: 5 } }),
    };
    const units = [
      { lineId: '1', quantity: 700, ...cup },
      { lineId: '2', quantity: 600, ...card },
    ];
    const demands = demandsOf(units, order, 0, tables.day);
    expect(demands.map(({ items }) => items.map(({ sku, quantity }) => [sku, quantity]))).toEqual([
      [['CUP', BASKET_UNITS_MAX]],
      [
        ['CARD', 300],
        ['CUP', 200],
      ],
      [['CARD', 300]],
    ]);
    const answer = planUnits(units, order, 0, tables);
    if ('refused' in answer) throw new Error('refused');
    expect(unitsByLine(answer.parcels.flatMap(({ lines }) => lines))).toEqual({ '1': 700, '2': 600 });
    expect(answer.parcels.filter(({ packageCode, carriage }) => !packageCode || !carriage)).toEqual([]);
  });

  it('asks a hand-over for a basket whose part of the goods alone would not be worth one', () => {
    const one = { lineId: '1', sku: 'A', item: anItem('A', { valueYen: 15 }) };
    const because = (quantity: number) => {
      const answer = planUnits([{ ...one, quantity }], order, 0, tables);
      if ('refused' in answer) throw new Error('refused');
      return answer.parcels.map(({ decision }) => 'handOverBecause' in decision && decision.handOverBecause);
    };
    expect(new Set(because(BASKET_UNITS_MAX))).toEqual(new Set([null]));
    expect(new Set(because(BASKET_UNITS_MAX + 200))).toEqual(new Set(['value']));
  });

  it('searches nothing for an order of more baskets than it may have parcels', () => {
    const units = [
      { lineId: '1', sku: 'A', quantity: BASKET_UNITS_MAX * PARCELS_PER_ORDER_MAX + 1, item: anItem('A') },
    ];
    expect(demandsOf(units, order, 0, tables.day)).toEqual([]);
    const decide = () => {
      throw new Error('searched');
    };
    expect(planUnits(units, order, 0, { ...tables, decide })).toMatchObject({
      refused: { reason: 'fits-no-package', skus: ['A'] },
    });
  });

  it('never makes more parcels than the facts of an order may state', () => {
    const units = [{ lineId: '1', sku: 'A', quantity: 1, item: anItem('A') }];
    expect(planUnits(units, order, PARCELS_PER_ORDER_MAX, tables)).toMatchObject({
      refused: { skus: ['A'] },
    });
  });
});
