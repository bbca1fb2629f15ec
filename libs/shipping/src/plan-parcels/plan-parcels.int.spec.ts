import { until } from '@okuru/platform/testing';
import { CARRIER_SERVICES, sampleTariffs } from '@okuru/carriers';
import { DEFAULT_PACK_RULES } from '@okuru/packing';
import { calendarOf, NO_SETTINGS } from '../carrier-tables/carrier-settings.js';
import { HOLIDAYS } from '../carrier-tables/holidays.tables.js';
import { chooseFrom } from '../choose-packaging/choice-tables.js';
import type { PackagingDecision } from '../choose-packaging/packaging-decision.js';
import { DEFAULT_CHOICE_RULES, type PackagingDemand } from '../choose-packaging/packaging-demand.js';
import type { ShopPackage } from '../package-kinds/seed-packages.js';
import { anItem, confirmedOrder, reservedStock } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
});
afterAll(() => shop.end());

const typesOf = async (orderId: string) => (await shop.factsOf(orderId)).map(({ type }) => type);
/** line → units standing in parcels that may still leave. */
const standing = async (orderId: string): Promise<Record<string, number>> => {
  const units: Record<string, number> = {};
  for (const parcel of await shop.parcelsOf(orderId)) {
    if (parcel.status === 'voided') continue;
    for (const { lineId, quantity } of parcel.lines) units[lineId] = (units[lineId] ?? 0) + quantity;
  }
  return units;
};

const permutations = <T>(all: readonly T[]): T[][] =>
  all.length < 2
    ? [[...all]]
    : all.flatMap((one, index) =>
        permutations(all.filter((_, at) => at !== index)).map((rest) => [one, ...rest]),
      );

describe('the join, in every interleaving', () => {
  const twoReservations = (order: ReturnType<typeof confirmedOrder>) => {
    const [mugs, books] = order.lines;
    const line = (of: typeof mugs, quantity: number) => ({ ...of!, quantity, item: anItem(of!.sku) });
    return [
      reservedStock(order, {
        reservation: 1,
        lines: [line(mugs, 2), line(books, 1)],
        outstanding: [{ lineId: '2', sku: 'BOOK', quantity: 2 }],
      }),
      reservedStock(order, { reservation: 2, lines: [line(books, 2)] }),
    ] as const;
  };
  const steps = ['confirmed', 'reserved 1', 'reserved 2'] as const;

  it.each(
    (['ship-complete', 'ship-available'] as const).flatMap((shortStock) =>
      permutations(steps).map((order) => [shortStock, order.join(' → '), order] as const),
    ),
  )('%s: %s', async (shortStock, _name, sequence) => {
    const order = confirmedOrder({ MUG: 2, BOOK: 3 }, { shortStock });
    const [first, second] = twoReservations(order);
    for (const step of sequence) {
      if (step === 'confirmed') await shop.confirmed(order);
      if (step === 'reserved 1') await shop.reserved(first);
      if (step === 'reserved 2') await shop.reserved(second);
    }
    expect(await standing(order.orderId)).toEqual({ '1': 2, '2': 3 });
    const planned = (await shop.factsOf(order.orderId)).filter(({ type }) => type === 'parcels.planned');
    if (shortStock === 'ship-complete') expect(planned).toHaveLength(1);
    // Heard again, nothing changes.
    await shop.confirmed(order);
    await shop.reserved(first);
    await shop.reserved(second);
    expect(await standing(order.orderId)).toEqual({ '1': 2, '2': 3 });
  });

  it.each(permutations([...steps, 'cancelled'] as const).map((order) => [order.join(' → '), order] as const))(
    'with a cancellation: %s',
    async (_name, sequence) => {
      const order = confirmedOrder({ MUG: 2, BOOK: 3 }, { shortStock: 'ship-available' });
      const [first, second] = twoReservations(order);
      for (const step of sequence) {
        if (step === 'confirmed') await shop.confirmed(order);
        if (step === 'reserved 1') await shop.reserved(first);
        if (step === 'reserved 2') await shop.reserved(second);
        if (step === 'cancelled') await shop.cancelled(order.orderId);
      }
      expect(await standing(order.orderId)).toEqual({});
      const facts = await shop.factsOf(order.orderId);
      expect(facts.at(-1)).toEqual({
        type: 'parcels.voided',
        data: {
          orderId: order.orderId,
          parcelIds: (await shop.parcelsOf(order.orderId)).map(({ parcelId }) => parcelId),
        },
      });
    },
  );

  it('heard at the same moment, in batches that overlap the other way round, each order is planned once', async () => {
    const orders = Array.from({ length: 40 }, () => confirmedOrder({ MUG: 1, BOOK: 1 }));
    const reservations = orders.map((order) => reservedStock(order));
    const stopped = orders.slice(0, 10).map(({ orderId }) => orderId);
    await Promise.all([
      shop.confirmed(...orders),
      shop.reserved(...[...reservations].reverse()),
      shop.cancelled(...[...stopped].reverse()),
      shop.confirmed(...[...orders].reverse()),
      shop.reserved(...reservations),
    ]);
    for (const { orderId } of orders) {
      const isStopped = stopped.includes(orderId);
      expect(await standing(orderId)).toEqual(isStopped ? {} : { '1': 1, '2': 1 });
      const types = await typesOf(orderId);
      expect(types.filter((type) => type === 'parcels.planned').length).toBeLessThanOrEqual(1);
      expect(types.at(-1)).toBe(isStopped ? 'parcels.voided' : 'parcels.planned');
    }
  });

  it('two facts of one order that were both under way before either was written are both kept', async () => {
    const order = confirmedOrder({ MUG: 2, BOOK: 3 });
    const [first, second] = twoReservations(order);
    await shop.reserved(first);
    const [heard] = await shop.unitOfWork.run(async (tx) => {
      await tx.query('SELECT FROM shipment WHERE order_id = $1 FOR UPDATE', [order.orderId]);
      const both = Promise.all([shop.confirmed(order), shop.reserved(second)]);
      await until(async () => (await shop.waitingForLocks()) === 2);
      return [both] as const;
    });
    await heard;
    expect(await standing(order.orderId)).toEqual({ '1': 2, '2': 3 });
  });

  it('a batch of many orders is planned together, each told under its own key', async () => {
    const orders = Array.from({ length: 25 }, () => confirmedOrder({ MUG: 1 }));
    await shop.reserved(...orders.map((order) => reservedStock(order)));
    await shop.confirmed(...orders);
    for (const { orderId } of orders) expect(await typesOf(orderId)).toEqual(['parcels.planned']);
  });
});

describe('a plan', () => {
  it('states package, carrier and yen, and keeps its reasons', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    const [planned] = await shop.factsOf(orderId);
    const parcel = (await shop.parcel(parcelId))!;
    expect(planned).toMatchObject({
      type: 'parcels.planned',
      data: {
        parcels: [
          {
            parcelId,
            lines: [{ lineId: '1', sku: 'MUG', quantity: 2 }],
            packageCode: parcel.packageCode,
            carrier: parcel.carrier,
            service: parcel.service,
            plannedYen: parcel.plannedYen,
          },
        ],
      },
    });
    expect(parcel.plannedYen).toBeGreaterThan(0);
    expect(parcel.decision).toMatchObject({ versions: { tariffs: ['okuru-sample-2026-11'] } });
  });

  it('keeps question and record once for all parcels that share them, and they compute again to the same', async () => {
    const first = await shop.aPlannedParcel({ MUG: 2, BOOK: 1 });
    const second = await shop.aPlannedParcel({ BOOK: 1, MUG: 2 });
    const many = await shop.aPlannedParcel({ MUG: 120 });
    const rows = await shop.query<{
      question: PackagingDemand;
      record: object;
      kinds: ShopPackage[];
      parcels: number;
    }>(
      `SELECT question, record, kinds, count(p.*)::int AS parcels
       FROM packaging_decision d JOIN parcel p USING (decision_id)
         JOIN package_table_used t ON t.version = d.record->'versions'->>'packages'
       WHERE p.order_id = ANY ($1::uuid[]) GROUP BY d.decision_id, t.version ORDER BY parcels`,
      [[first, second, many].map(({ orderId }) => orderId)],
    );
    expect(rows.map(({ parcels }) => parcels)).toEqual([2, (await shop.parcelsOf(many.orderId)).length]);
    for (const { question, record, kinds } of rows) {
      const { versions } = record as PackagingDecision;
      const again = chooseFrom(question, {
        packages: { version: versions.packages, kinds },
        carriers: {
          services: CARRIER_SERVICES,
          tariffs: sampleTariffs(13),
          calendar: calendarOf(HOLIDAYS, NO_SETTINGS),
        },
        rules: { ...DEFAULT_CHOICE_RULES, pack: DEFAULT_PACK_RULES },
      });
      // jsonb keeps no order of keys, arrays and values stay as they were.
      expect(again).toEqual(record);
    }
  });

  it('ship-complete waits for the last unit, ship-available sends what is there', async () => {
    for (const [shortStock, parcels] of [
      ['ship-complete', 0],
      ['cancel-short', 0],
      ['ship-available', 1],
    ] as const) {
      const order = confirmedOrder({ MUG: 2 }, { shortStock });
      await shop.confirmed(order);
      await shop.reserved(
        reservedStock(order, {
          lines: [{ ...order.lines[0]!, quantity: 1, item: anItem('MUG') }],
          outstanding: [{ lineId: '1', sku: 'MUG', quantity: 1 }],
        }),
      );
      expect(await shop.parcelsOf(order.orderId)).toHaveLength(parcels);
    }
  });

  it('nothing reserved at all makes no parcel', async () => {
    const order = confirmedOrder({ MUG: 2 }, { shortStock: 'cancel-short' });
    await shop.confirmed(order);
    await shop.reserved(
      reservedStock(order, { lines: [], cancelled: [{ lineId: '1', sku: 'MUG', quantity: 2 }] }),
    );
    expect(await shop.factsOf(order.orderId)).toEqual([]);
  });

  it('an unknown size leaves the package to a person', async () => {
    const { orderId } = await shop.aPlannedParcel({ MUG: 1, VASE: 1 }, {}, (sku) =>
      anItem(sku, sku === 'VASE' ? { size: null } : {}),
    );
    const [parcel, ...more] = await shop.parcelsOf(orderId);
    expect(more).toEqual([]);
    expect(parcel).toMatchObject({ packageCode: null, carrier: null, plannedYen: null });
  });

  it('chilled and frozen goods travel apart', async () => {
    const { orderId } = await shop.aPlannedParcel({ MUG: 1, CAKE: 1, ICE: 1 }, {}, (sku) =>
      anItem(sku, { temperature: sku === 'CAKE' ? 'chilled' : sku === 'ICE' ? 'frozen' : 'ambient' }),
    );
    const parcels = await shop.parcelsOf(orderId);
    expect(parcels.map(({ temperature, lines }) => [temperature, lines.map(({ sku }) => sku)])).toEqual([
      ['ambient', ['MUG']],
      ['chilled', ['CAKE']],
      ['frozen', ['ICE']],
    ]);
  });

  it('a line split over parcels keeps its id and loses no unit', async () => {
    const { orderId } = await shop.aPlannedParcel({ MUG: 120 });
    const parcels = await shop.parcelsOf(orderId);
    expect(parcels.length).toBeGreaterThan(1);
    expect(new Set(parcels.flatMap(({ lines }) => lines.map(({ lineId }) => lineId)))).toEqual(
      new Set(['1']),
    );
    expect(await standing(orderId)).toEqual({ '1': 120 });
  });

  it('an order of 1,300 units of two sizes is planned whole, and its parcels can be labelled', async () => {
    const sizes = { lengthMm: 150, widthMm: 100, heightMm: 5 };
    const { orderId } = await shop.aPlannedParcel({ MUG: 700, CARD: 600 }, {}, (sku) =>
      sku === 'CARD' ? anItem(sku, { size: sizes, weightGrams: 20 }) : anItem(sku),
    );
    expect(await standing(orderId)).toEqual({ '1': 700, '2': 600 });
    expect(await typesOf(orderId)).toEqual(['parcels.planned']);
    const last = (await shop.parcelsOf(orderId)).at(-1)!;
    await shop.labelled('before-check');
    expect(await shop.label(last.parcelId)).toMatchObject({ status: 200 });
  });

  it('the newest facts of an item count when two reservations differ', async () => {
    const order = confirmedOrder({ MUG: 2 });
    await shop.confirmed(order);
    const line = { ...order.lines[0]!, quantity: 1 };
    await shop.reserved(
      reservedStock(order, {
        lines: [{ ...line, item: anItem('MUG') }],
        outstanding: [{ lineId: '1', sku: 'MUG', quantity: 1 }],
      }),
      reservedStock(order, {
        reservation: 2,
        lines: [
          {
            ...line,
            item: anItem('MUG', { itemVersion: 2, size: { lengthMm: 10, widthMm: 10, heightMm: 10 } }),
          },
        ],
      }),
    );
    const [parcel] = await shop.parcelsOf(order.orderId);
    expect(parcel).toMatchObject({ packageCode: 'M30', lines: [{ quantity: 2 }] });
  });
});

describe('when no plan is safe', () => {
  const skis = (sku: string) => anItem(sku, { size: { lengthMm: 1_200, widthMm: 120, heightMm: 80 } });

  it('says so once, and plans when the shop has a package for it', async () => {
    const order = confirmedOrder({ SKIS: 1 });
    await shop.confirmed(order);
    await shop.reserved(reservedStock(order, {}, skis));
    expect(await shop.factsOf(order.orderId)).toEqual([
      {
        type: 'planning.failed',
        data: { orderId: order.orderId, reason: 'fits-no-package', skus: ['SKIS'] },
      },
    ]);
    const { version, packages } = await shop.packages.show();
    const long = {
      ...packages[0]!,
      code: 'LONG',
      inner: { lengthMm: 1_250, widthMm: 150, heightMm: 100 },
      outer: { lengthMm: 1_260, widthMm: 160, heightMm: 120 },
      grossWeightGramsMax: 10_000,
    };
    const put = await shop.packages.put({ packages: [...packages, long] });
    expect(put.version).not.toBe(version);
    expect(await typesOf(order.orderId)).toEqual(['planning.failed', 'parcels.planned']);
    expect(await shop.parcelsOf(order.orderId)).toMatchObject([{ packageCode: 'LONG' }]);
    expect(
      (await shop.packages.put({ packages: [...packages] })).packages.map(({ code }) => code),
    ).not.toContain('LONG');
  });

  it('a service nobody offers has no carrier', async () => {
    const order = confirmedOrder(
      { MUG: 1 },
      { delivery: { mode: 'named-service', service: 'nobody/nothing' } },
    );
    await shop.reserved(reservedStock(order));
    await shop.confirmed(order);
    expect(await shop.factsOf(order.orderId)).toMatchObject([
      { type: 'planning.failed', data: { reason: 'no-carrier-may-carry-it', skus: ['MUG'] } },
    ]);
  });
});
