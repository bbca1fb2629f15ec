import { BilledParcels } from '../carrier-bill/billed-parcels.store.js';
import type { StoredAnswer } from '../parcel/parcel.store.js';
import { amendmentOf, anItem, confirmedOrder, reservedStock } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';
import { PlannedOnceStore } from '../what-if/planned-once.store.js';

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
});
beforeEach(() => shop.labelled('after-check'));
afterAll(() => shop.end());

interface Told {
  readonly stays: { readonly packageCode: string; readonly plannedYen: number };
  readonly parcels: readonly { readonly parcelId: string; readonly plannedYen: number }[];
  readonly extraYen: number;
  readonly voidWaybill: string | null;
}
const told = ({ body }: StoredAnswer) => body as unknown as Told;
const codeOf = ({ body }: StoredAnswer) => (body as { code?: string }).code;
const reasonOf = ({ body }: StoredAnswer) => (body as { more?: { reason?: string } }).more?.reason;
const numberIn = ({ body }: StoredAnswer) => (body as { trackingNumber: string }).trackingNumber;
const unitsOf = async (parcelId: string) =>
  Object.fromEntries((await shop.parcel(parcelId))!.lines.map(({ sku, quantity }) => [sku, quantity]));
const types = async (orderId: string) => (await shop.factsOf(orderId)).map(({ type }) => type);

/** Two mugs and a cup planned into one parcel, of which one mug is in the box. */
const halfPacked = async (over: Parameters<Shipping['aPlannedParcel']>[1] = {}) => {
  const planned = await shop.aPlannedParcel({ MUG: 2, CUP: 1 }, over);
  await shop.scan(planned.parcelId, 'BC-MUG');
  return planned;
};
const leaves = async (parcelId: string) => {
  const { lines } = (await shop.parcel(parcelId))!;
  for (const { sku, quantity, scanned } of lines)
    for (let unit = scanned; unit < quantity; unit += 1) await shop.scan(parcelId, sku);
  await shop.measuring.weigh(shop.act(parcelId), { grams: 900 });
  const waybill = numberIn(await shop.label(parcelId));
  expect((await shop.close(parcelId, waybill)).status).toBe(200);
  expect((await shop.handOver(waybill)).status).toBe(200);
};

describe('a second box', () => {
  it('takes what is not in the first: both are planned anew, and both leave with every unit once', async () => {
    const { orderId, parcelId } = await halfPacked();
    const before = (await shop.parcel(parcelId))!;
    const preview = await shop.splitPreview(parcelId);
    expect(await unitsOf(parcelId)).toEqual({ MUG: 2, CUP: 1 });
    const answer = await shop.split(parcelId);
    expect(answer.status).toBe(200);
    const [second] = told(answer).parcels;
    expect(await unitsOf(parcelId)).toEqual({ MUG: 1 });
    expect(await unitsOf(second!.parcelId)).toEqual({ MUG: 1, CUP: 1 });
    const { parcels, ...same } = told(answer);
    expect(preview).toMatchObject({ stays: same.stays, extraYen: same.extraYen });
    expect(same.extraYen).toBe(same.stays.plannedYen + parcels[0]!.plannedYen - before.plannedYen!);
    expect(await shop.parcel(parcelId)).toMatchObject({
      status: 'packing',
      boxNumber: 1,
      boxes: 2,
      splitFrom: null,
    });
    expect(await shop.parcel(second!.parcelId)).toMatchObject({
      ...{ status: 'planned', boxNumber: 2, boxes: 2, splitFrom: parcelId },
      orderReference: before.orderReference,
    });
    await leaves(parcelId);
    await leaves(second!.parcelId);
    const facts = await shop.factsOf(orderId);
    expect(facts.map(({ type }) => type)).toEqual([
      'parcels.planned',
      'parcel.split',
      'parcels.planned',
      'parcel.packed',
      'parcel.dispatched',
      'parcel.packed',
      'parcel.dispatched',
    ]);
    expect(facts[1]!.data).toMatchObject({ parcelId, lines: [{ lineId: '1', sku: 'MUG', quantity: 1 }] });
    const sent = facts.filter(({ type }) => type === 'parcel.dispatched').map(({ data }) => data['lines']);
    expect(sent).toEqual([
      [{ lineId: '1', sku: 'MUG', quantity: 1 }],
      [
        { lineId: '1', sku: 'MUG', quantity: 1 },
        { lineId: '2', sku: 'CUP', quantity: 1 },
      ],
    ]);
  });

  it('is one however often it is asked for under one opId, and there is nothing more to divide then', async () => {
    const { orderId, parcelId } = await halfPacked();
    const answers = await Promise.all([shop.split(parcelId, 'op-twice'), shop.split(parcelId, 'op-twice')]);
    expect(answers[0]).toEqual(answers[1]);
    expect(codeOf(await shop.split(parcelId))).toBe('nothing-to-go');
    expect(await shop.parcelsOf(orderId)).toHaveLength(2);
  });

  it('may be divided again', async () => {
    const { orderId, parcelId } = await halfPacked();
    const [second] = told(await shop.split(parcelId)).parcels;
    await shop.scan(second!.parcelId, 'BC-CUP');
    const [third] = told(await shop.split(second!.parcelId)).parcels;
    expect(await unitsOf(third!.parcelId)).toEqual({ MUG: 1 });
    expect(await shop.parcelsOf(orderId)).toHaveLength(3);
    expect(await shop.parcel(third!.parcelId)).toMatchObject({ boxNumber: 3, boxes: 3 });
  });

  it('is refused with the mend while nothing or everything is in the box, and of a parcel that is closed or void', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    expect(codeOf(await shop.split(parcelId))).toBe('nothing-to-stay');
    const waybill = await shop.pack(parcelId);
    expect(codeOf(await shop.split(parcelId))).toBe('nothing-to-go');
    await shop.close(parcelId, waybill);
    expect(codeOf(await shop.split(parcelId))).toBe('already-closed');
    const cancelled = await halfPacked();
    await shop.cancelled(cancelled.orderId);
    expect(codeOf(await shop.split(cancelled.parcelId))).toBe('parcel-voided');
    expect(await types(cancelled.orderId)).not.toContain('parcel.split');
  });

  it('asks for the weight again, and is offered to no cart: its goods lie on the table', async () => {
    const { parcelId } = await halfPacked();
    await shop.measuring.weigh(shop.act(parcelId), { grams: 900 });
    const [second] = told(await shop.split(parcelId)).parcels;
    expect((await shop.parcel(parcelId))!.weightGrams).toBeNull();
    const [row] = await shop.query<{ held: number }>(
      'SELECT count(*)::int AS held FROM pick_slot WHERE parcel_id = $1',
      [second!.parcelId],
    );
    expect(row!.held).toBe(0);
    await shop.picking.start(
      { keyId: 'key-1', opId: 'cart' },
      { size: 12, carrier: null, temperature: null },
    );
    const held = await shop.query('SELECT FROM pick_slot WHERE parcel_id = $1', [second!.parcelId]);
    expect(held).toEqual([]);
  });

  it('keeps the package that a person chose', async () => {
    const { parcelId } = await halfPacked();
    await shop.measuring.choosePackage(shop.act(parcelId), { packageCode: 'C120', reason: 'does-not-fit' });
    const answer = told(await shop.split(parcelId));
    expect(answer.stays.packageCode).toBe('C120');
    expect(await shop.parcel(parcelId)).toMatchObject({
      packageCode: 'C120',
      plannedYen: answer.stays.plannedYen,
    });
  });
});

describe('a label printed before the split', () => {
  beforeEach(() => shop.labelled('before-check'));

  it('stays where it is right for what is in the box', async () => {
    const { parcelId } = await halfPacked();
    const waybill = numberIn(await shop.label(parcelId));
    const answer = await shop.split(parcelId);
    expect(told(answer).voidWaybill).toBeNull();
    const [second] = told(answer).parcels;
    expect(numberIn(await shop.label(second!.parcelId))).not.toBe(waybill);
    await shop.measuring.weigh(shop.act(parcelId), { grams: 500 });
    expect((await shop.close(parcelId, waybill)).status).toBe(200);
  });

  it('is void where it collects money for goods that are not in the box; it closes no parcel, and the next one has another number', async () => {
    const cod = { payment: { method: 'cod', status: 'unpaid', amount: 3_000 } } as never;
    const { parcelId } = await halfPacked(cod);
    const first = numberIn(await shop.label(parcelId));
    const answer = await shop.split(parcelId);
    expect(told(answer).voidWaybill).toBe(first);
    const [second] = told(answer).parcels;
    expect(await shop.parcel(parcelId)).toMatchObject({ trackingNumber: null, labelOutgrown: false });
    await shop.measuring.weigh(shop.act(parcelId), { grams: 500 });
    expect(codeOf(await shop.close(parcelId))).toBe('label-missing');
    for (const one of [parcelId, second!.parcelId])
      expect(reasonOf(await shop.close(one, first))).toBe('void-waybill');
    expect(reasonOf(await shop.handOver(first))).toBe('void-waybill');
    const next = numberIn(await shop.label(parcelId));
    expect(next).not.toBe(first);
    expect(reasonOf(await shop.close(parcelId, first))).toBe('void-waybill');
    expect((await shop.close(parcelId, next)).status).toBe(200);
    const kept = await shop.query('SELECT tracking_number, reason FROM void_waybill WHERE parcel_id = $1', [
      parcelId,
    ]);
    expect(kept).toEqual([{ tracking_number: first, reason: 'parcel-split' }]);
  });

  it('whose number is still to come is waited for', async () => {
    const { parcelId } = await halfPacked();
    await shop.query('UPDATE parcel SET label_asked_at = now() WHERE parcel_id = $1', [parcelId]);
    expect(codeOf(await shop.split(parcelId))).toBe('label-on-its-way');
    await shop.label(parcelId);
    expect((await shop.split(parcelId)).status).toBe(200);
  });
});

describe('what else happens to a divided order', () => {
  it('a cancellation voids both boxes', async () => {
    const { orderId, parcelId } = await halfPacked();
    const [second] = told(await shop.split(parcelId)).parcels;
    await shop.cancelled(orderId);
    for (const one of [parcelId, second!.parcelId]) expect((await shop.parcel(one))!.status).toBe('voided');
    const answer = (await shop.factsOf(orderId)).at(-1);
    expect(answer).toMatchObject({ type: 'parcels.voided' });
    expect(answer!.data['parcelIds']).toHaveLength(2);
  });

  it.each(['split first', 'cancellation first'])(
    'a cancellation at the same moment, %s: no box is left over',
    async (first) => {
      const { orderId, parcelId } = await halfPacked();
      const steps = [() => shop.split(parcelId), () => shop.cancelled(orderId)];
      const holding = shop.unitOfWork.run(async (tx) => {
        await tx.query('SELECT FROM shipment WHERE order_id = $1 FOR UPDATE', [orderId]);
        const started: Promise<unknown>[] = [];
        for (const step of first === 'split first' ? steps : steps.reverse()) {
          started.push(step());
          while ((await shop.waitingForLocks()) < started.length)
            await new Promise((go) => setTimeout(go, 10));
        }
        return { started };
      });
      await Promise.all((await holding).started);
      const parcels = await shop.parcelsOf(orderId);
      expect(parcels.map(({ status }) => status)).toEqual(parcels.map(() => 'voided'));
      expect(parcels).toHaveLength(first === 'split first' ? 2 : 1);
    },
  );

  it('an amendment plans all of it anew, each unit once', async () => {
    const { order, orderId, parcelId } = await halfPacked();
    await shop.split(parcelId);
    await shop.amended(amendmentOf(order));
    const alive = (await shop.parcelsOf(orderId)).filter(({ status }) => status !== 'voided');
    const units = alive.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0);
    expect(units).toBe(3);
  });

  it('what the parcel lacked is planned by itself once it is there, and counted on no line of the box', async () => {
    const { orderId, parcelId } = await halfPacked();
    await shop.reportMissing(parcelId, { sku: 'MUG' });
    const report = (await shop.factsOf(orderId)).at(-1)!.data;
    const { reportId, lines } = report as { reportId: string; lines: { lineId: string; quantity: number }[] };
    const [second] = told(await shop.split(parcelId)).parcels;
    expect(await unitsOf(parcelId)).toEqual({ MUG: 1 });
    expect(await unitsOf(second!.parcelId)).toEqual({ CUP: 1 });
    await shop.awaited({
      ...{ orderId, parcelId, reportId, cause: 'not-found', since: '2026-02-02T03:04:05.678Z' },
      lines: [{ lineId: '1', sku: 'MUG', quantity: 1 }],
    });
    expect((await shop.parcel(parcelId))!.lines).toMatchObject([{ waitsFor: 0, waitsSince: null }]);
    const came = {
      ...{ orderId, parcelId, reportId, awaitedSince: null },
      lines: lines.map((line) => ({ ...line, sku: 'MUG', outstanding: 0 })),
    };
    await shop.replaced(came);
    await shop.replaced(came);
    const third = (await shop.parcelsOf(orderId)).filter(
      ({ parcelId: id }) => id !== parcelId && id !== second!.parcelId,
    );
    expect(third.map((parcel) => parcel.lines.map(({ sku, quantity }) => [sku, quantity]))).toEqual([
      [['MUG', 1]],
    ]);
    for (const one of [parcelId, second!.parcelId, third[0]!.parcelId]) await leaves(one);
  });

  it('a box may leave without what is awaited, though nothing else is left', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    await shop.scan(parcelId, 'MUG');
    await shop.reportMissing(parcelId, { sku: 'MUG' });
    const answer = await shop.split(parcelId);
    expect(answer.body).toMatchObject({ parcels: [], awaits: [{ lineId: '1', sku: 'MUG', quantity: 1 }] });
    await leaves(parcelId);
    expect(await types(orderId)).toEqual([
      'parcels.planned',
      'parcel.shortage-reported',
      'parcel.split',
      'parcel.packed',
      'parcel.dispatched',
    ]);
  });

  it('no rest that fits nothing is split off', async () => {
    const order = confirmedOrder({ MUG: 1, POLE: 1 });
    const size = { lengthMm: 3_000, widthMm: 100, heightMm: 100 };
    await shop.confirmed(order);
    await shop.reserved(reservedStock(order, {}, (sku) => anItem(sku)));
    const [parcel] = await shop.parcelsOf(order.orderId);
    await shop.query(
      `UPDATE parcel_line SET item = jsonb_set(item, '{size}', $2::jsonb) WHERE parcel_id = $1 AND sku = 'POLE'`,
      [parcel!.parcelId, JSON.stringify(size)],
    );
    await shop.scan(parcel!.parcelId, 'MUG');
    expect(codeOf(await shop.split(parcel!.parcelId))).toBe('rest-fits-no-package');
    expect(await unitsOf(parcel!.parcelId)).toEqual({ MUG: 1, POLE: 1 });
  });
});

describe('what is asked of divided parcels later', () => {
  /** What what-if would ask again of an order: units by sku, null where it compares nothing. */
  const askedOf = async (orderId: string) => {
    const period = { from: '2026-02-01', to: '2026-02-03' };
    const asked = await shop.unitOfWork.read((tx) =>
      new PlannedOnceStore().page(tx, period, 'Asia/Tokyo', null, 1_000),
    );
    return asked
      .filter((one) => one.orderId === orderId)
      .map(
        ({ question }) =>
          question && Object.fromEntries(question.items.map(({ sku, quantity }) => [sku, quantity])),
      );
  };
  const billed = async (parcelId: string) => {
    const { trackingNumber, carrier } = (await shop.parcel(parcelId))!;
    const [one] = await shop.unitOfWork.read((tx) =>
      new BilledParcels().find(tx, carrier!, [trackingNumber!], 'Asia/Tokyo'),
    );
    return one!;
  };

  it('each box answers for what was in it, to what-if and to the bill', async () => {
    const { orderId, parcelId } = await halfPacked();
    const [second] = told(await shop.split(parcelId)).parcels;
    for (const one of [parcelId, second!.parcelId]) await leaves(one);
    expect(await askedOf(orderId)).toEqual([{ MUG: 1 }, { CUP: 1, MUG: 1 }]);
    for (const one of [parcelId, second!.parcelId]) {
      const { chosen, lines } = await billed(one);
      const units = Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity]));
      expect(chosen).toMatchObject({ units });
    }
  });

  it('a box that kept its package is compared with nothing, and billed by the tables of the day', async () => {
    const { orderId, parcelId } = await halfPacked();
    await shop.measuring.choosePackage(shop.act(parcelId), { packageCode: 'C120', reason: 'does-not-fit' });
    await shop.split(parcelId);
    await leaves(parcelId);
    expect(await askedOf(orderId)).toEqual([null]);
    expect((await billed(parcelId)).chosen).toBeNull();
    const [row] = await shop.query<{ why: string }>(
      `SELECT decision->>'leftToAPerson' AS why FROM parcel WHERE parcel_id = $1`,
      [parcelId],
    );
    expect(row).toEqual({ why: 'parcel-split' });
  });

  it('what was asked as one and sent as more is compared with nothing', async () => {
    const heavy = (sku: string) => anItem(sku, { weightGrams: sku === 'ANVIL' ? 17_000 : 9_000 });
    const { orderId } = await shop.aPlannedParcel({ ANVIL: 1, MUG: 2 }, {}, heavy);
    const parcels = await shop.parcelsOf(orderId);
    expect(parcels).toHaveLength(2);
    const mugs = parcels.find(({ lines }) => lines[0]!.sku === 'MUG')!;
    const anvil = parcels.find(({ lines }) => lines[0]!.sku === 'ANVIL')!;
    await shop.scan(mugs.parcelId, 'MUG');
    await shop.split(mugs.parcelId);
    await leaves(anvil.parcelId);
    expect(await askedOf(orderId)).toEqual([null]);
  });
});
