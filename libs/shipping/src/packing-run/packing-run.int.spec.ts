import { randomUUID } from 'node:crypto';
import type { OneAnswer } from '@okuru/platform';
import { anItem } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
  await shop.changed({ ...anItem('PLATE'), catalogueVersion: 1, catalogueItems: 1 });
});
afterAll(() => shop.end());

const work = (parcelId: string, more: object) => ({ opId: randomUUID(), parcelId, ...more });
const run = (parcels: readonly object[], keyId = 'key-1'): Promise<OneAnswer[]> =>
  shop.packingRun.record(keyId, parcels);
const scansOf = (...skus: string[]) => skus.map((sku) => ({ barcode: `BC-${sku}` }));
const plannedParcels = (count: number) =>
  Promise.all(Array.from({ length: count }, () => shop.aPlannedParcel({ MUG: 2, BOOK: 1 })));
const blocked = (parcelId: string) =>
  shop.query('SELECT reason, scanned, scanned_sku, expected_sku FROM blocked_scan WHERE parcel_id = $1', [
    parcelId,
  ]);
const typesOf = async (orderId: string) => (await shop.factsOf(orderId)).map(({ type }) => type);
const numberOf = ({ body }: OneAnswer) => (body as { trackingNumber: string }).trackingNumber;
/** Scanned, weighed and labelled. */
const ready = async (count: number) => {
  const parcels = await plannedParcels(count);
  const answers = await run(
    parcels.map(({ parcelId }) =>
      work(parcelId, { scans: scansOf('MUG', 'MUG', 'BOOK'), grams: 900, label: true }),
    ),
  );
  return parcels.map((parcel, at) => ({ ...parcel, waybill: numberOf(answers[at]!) }));
};

describe('a packing run', () => {
  it('takes parcels from the plan to the carrier in two requests, as a person would one by one', async () => {
    const parcels = await plannedParcels(5);
    const first = await run(
      parcels.map(({ parcelId }) =>
        work(parcelId, { scans: scansOf('MUG', 'BOOK', 'MUG'), grams: 900, label: true }),
      ),
    );
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(first[0]!.body).toMatchObject({
      parcelId: parcels[0]!.parcelId,
      status: 'packing',
      unitsLeft: 0,
      weightGrams: 900,
      shipTo: null,
    });
    const waybills = first.map(numberOf);
    expect(new Set(waybills).size).toBe(5);
    const second = await run(
      parcels.map(({ parcelId }, at) => work(parcelId, { waybill: waybills[at], handOver: true })),
    );
    expect(second[0]).toMatchObject({
      status: 200,
      body: { status: 'dispatched', trackingNumber: waybills[0] },
    });
    const [{ orderId, parcelId }] = parcels as [(typeof parcels)[number]];
    expect(await shop.parcel(parcelId)).toMatchObject({ status: 'dispatched', trackingNumber: waybills[0] });

    const alone = await shop.aPlannedParcel({ MUG: 2, BOOK: 1 });
    const waybill = await shop.pack(alone.parcelId);
    await shop.close(alone.parcelId, waybill);
    await shop.handOver(waybill);
    const nameless = async (of: { orderId: string; parcelId: string }, number: string) =>
      JSON.parse(
        JSON.stringify(await shop.factsOf(of.orderId))
          .replaceAll(of.orderId, 'order')
          .replaceAll(of.parcelId, 'parcel')
          .replaceAll(number, 'waybill'),
      );
    const byRun = await nameless({ orderId, parcelId }, waybills[0]!);
    expect(byRun).toEqual(await nameless(alone, waybill));
    expect(byRun).toHaveLength(3);
  });

  it('writes a parcel once for closing and handing over', async () => {
    const [{ parcelId, waybill }] = (await ready(1)) as [R];
    await shop.query(`CREATE TABLE written (parcel_id uuid, status text)`);
    await shop.query(`
      CREATE FUNCTION remember_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO written VALUES (NEW.parcel_id, NEW.status); RETURN NULL; END $$`);
    await shop.query(
      'CREATE TRIGGER remember_written AFTER UPDATE ON parcel FOR EACH ROW EXECUTE FUNCTION remember_written()',
    );
    const [left] = await run([work(parcelId, { waybill, handOver: true })]);
    expect(left).toMatchObject({ status: 200, body: { status: 'dispatched' } });
    expect(await shop.query('SELECT status FROM written WHERE parcel_id = $1', [parcelId])).toEqual([
      { status: 'dispatched' },
    ]);
    expect((await shop.parcel(parcelId))!.closedAt).not.toBeNull();
    await shop.query('DROP TRIGGER remember_written ON parcel');
  });

  it('stops a parcel at a wrong scan, records and tells it once, and harms no neighbour', async () => {
    const [good, wrong, foreign] = (await plannedParcels(3)) as [P, P, P];
    const all = { grams: 900, label: true };
    const answers = await run([
      work(good.parcelId, { scans: scansOf('MUG', 'MUG', 'BOOK'), ...all }),
      work(wrong.parcelId, { scans: scansOf('MUG', 'PLATE', 'BOOK'), ...all }),
      work(foreign.parcelId, { scans: [{ barcode: '0000' }], ...all }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 409, 409]);
    expect(answers[1]!.body).toMatchObject({
      code: 'scan-blocked',
      reason: 'not-in-this-parcel',
      scanned: { sku: 'PLATE', name: 'PLATEです' },
      expected: { sku: 'MUG' },
      stoppedAt: { step: 'scans', index: 1 },
    });
    expect(await blocked(wrong.parcelId)).toEqual([
      { reason: 'not-in-this-parcel', scanned: 'BC-PLATE', scanned_sku: 'PLATE', expected_sku: 'MUG' },
    ]);
    expect(await blocked(foreign.parcelId)).toMatchObject([{ reason: 'unknown-barcode' }]);
    expect(await blocked(good.parcelId)).toEqual([]);
    expect((await typesOf(wrong.orderId)).at(-1)).toBe('scan.blocked');
    const stands = await shop.parcel(wrong.parcelId);
    expect(stands).toMatchObject({ status: 'packing', weightGrams: null, trackingNumber: null });
    expect(stands!.lines.map(({ scanned }) => scanned)).toEqual([1, 0]);
  });

  it('refuses a box with a missing unit, a foreign or void waybill, and one without weight', async () => {
    const [open, other] = (await ready(2)) as [R, R];
    const [missing, weightless, voided] = (await plannedParcels(3)) as [P, P, P];
    await shop.labelled('before-check');
    const prepared = await run([
      work(missing.parcelId, { scans: scansOf('MUG'), grams: 900, label: true }),
      work(weightless.parcelId, { scans: scansOf('MUG', 'MUG', 'BOOK'), label: true }),
      work(voided.parcelId, { scans: scansOf('MUG'), grams: 900, label: true }),
    ]);
    await shop.labelled('after-check');
    await shop.cancelled(voided.orderId);
    const answers = await run([
      work(open.parcelId, { waybill: numberOf(prepared[2]!) }),
      work(other.parcelId, { waybill: open.waybill, handOver: true }),
      work(missing.parcelId, { waybill: numberOf(prepared[0]!), handOver: true }),
      work(weightless.parcelId, { waybill: numberOf(prepared[1]!), handOver: true }),
      work(voided.parcelId, { scans: scansOf('BOOK') }),
    ]);
    const reasons = answers.map(({ status, body }) => {
      const { reason, code } = body as { reason?: string; code: string };
      return [status, reason ?? code];
    });
    expect(reasons).toEqual([
      [409, 'void-waybill'],
      [409, 'wrong-waybill'],
      [409, 'not-complete'],
      [409, 'weight-missing'],
      [409, 'parcel-voided'],
    ]);
    expect((await shop.parcel(open.parcelId))?.status).toBe('packing');
    expect((await shop.parcel(missing.parcelId))?.status).toBe('packing');
  });

  it('answers a repeat as before and does nothing again; one opId names one thing', async () => {
    const [one, two] = (await plannedParcels(2)) as [P, P];
    const entries = [one, two].map(({ parcelId }, at) =>
      work(parcelId, { scans: scansOf('MUG', at === 0 ? 'MUG' : 'PLATE'), grams: 900, label: true }),
    );
    const first = await run(entries);
    const facts = [await typesOf(one.orderId), await typesOf(two.orderId)];
    expect(await run(entries)).toEqual(first);
    expect([await typesOf(one.orderId), await typesOf(two.orderId)]).toEqual(facts);
    expect(await blocked(two.parcelId)).toHaveLength(1);
    const reused = await run([{ ...entries[0]!, grams: 800 }, work(two.parcelId, { grams: 800 })]);
    expect(reused.map(({ status }) => status)).toEqual([422, 200]);
    expect(reused[0]!.body).toMatchObject({ code: 'op-id-reused' });
    expect(await shop.scan(one.parcelId, 'BC-BOOK', entries[0]!.opId).catch(({ code }) => code)).toBe(
      'op-id-reused',
    );
    const others = await run([entries[0]!], 'key-2');
    expect(others[0]!.status).toBe(409);
  });

  it('does the same to parcels whose runs overlap, whoever comes first', async () => {
    const parcels = await plannedParcels(8);
    const entries = parcels.map(({ parcelId }) => work(parcelId, { scans: scansOf('MUG', 'MUG', 'BOOK') }));
    const [forth, back] = await Promise.all([run(entries), run([...entries].reverse())]);
    expect(back!.reverse()).toEqual(forth);
    expect(new Set(forth!.map(({ status }) => status))).toEqual(new Set([200]));
    const apart = await Promise.all([
      run(entries.map((each) => ({ ...each, opId: randomUUID() }))),
      run(parcels.map(({ parcelId }) => work(parcelId, { grams: 700 })).reverse()),
    ]);
    expect(apart[0].map(({ status }) => status)).toEqual(Array(8).fill(409));
    expect(apart[1].map(({ status }) => status)).toEqual(Array(8).fill(200));
  });

  it('one opId for two parcels at one moment goes to one of them', async () => {
    const [one, two] = (await plannedParcels(2)) as [P, P];
    const opId = randomUUID();
    const answers = await Promise.all(
      [one, two].map(({ parcelId }) => run([{ opId, parcelId, scans: scansOf('MUG') }])),
    );
    expect(answers.map(([answer]) => answer!.status).sort()).toEqual([200, 422]);
  });

  it('takes another package, closes at the table and hands over in a run, and counts packages down', async () => {
    const [{ parcelId }, ...rest] = (await plannedParcels(3)) as [P, P, P];
    const taken = { code: 'C120', reason: 'nothing else at hand' };
    const [answer, unknown, again] = await run([
      work(parcelId, { package: taken, scans: scansOf('MUG', 'MUG', 'BOOK'), grams: 3_000, label: true }),
      work(rest[0]!.parcelId, { package: { code: 'NONE', reason: 'lost' }, scans: scansOf('MUG') }),
      work(rest[1]!.parcelId, { package: taken }),
    ]);
    expect(answer).toMatchObject({ status: 200, body: { packageCode: 'C120', weightGrams: 3_000 } });
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ path: 'package.code' }] } });
    expect(again!.status).toBe(200);
    expect((await shop.parcel(rest[0]!.parcelId))!.lines[0]!.scanned).toBe(0);
    expect(
      await shop.query('SELECT to_code, reason FROM package_change WHERE parcel_id = $1', [parcelId]),
    ).toEqual([{ to_code: 'C120', reason: 'nothing else at hand' }]);

    await shop.query(`UPDATE package_kind SET stock = 5 WHERE code = 'C120'`);
    await shop.close(parcelId, numberOf(answer!));
    const [left] = await run([work(parcelId, { waybill: numberOf(answer!), handOver: true })]);
    expect(left).toMatchObject({ status: 200, body: { status: 'dispatched' } });
    const { parcelId: third } = rest[1]!;
    const [labelled] = await run([
      work(third, { scans: scansOf('MUG', 'MUG', 'BOOK'), grams: 3_000, label: true }),
    ]);
    await run([work(third, { waybill: numberOf(labelled!), handOver: true })]);
    expect(await shop.query(`SELECT stock FROM package_kind WHERE code = 'C120'`)).toEqual([{ stock: 3 }]);
  });

  it('reads each entry for itself', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const opId = randomUUID();
    const answers = await run([
      { opId, parcelId, scans: scansOf('MUG') },
      { opId, parcelId: randomUUID() },
      work(parcelId, {}),
      work(randomUUID(), { scans: scansOf('MUG') }),
      work('nonsense', {}),
      work(randomUUID(), { scans: [{ barcode: 'MUG', count: 0 }] }),
      work(randomUUID(), { grams: '900' }),
      work(randomUUID(), { label: true, waybill: '1' }),
      work(randomUUID(), { handOver: true }),
      work(randomUUID(), { close: true }),
      'parcel' as never,
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 422, 422, 404, ...Array(7).fill(422)]);
    const paths = answers.map(({ body }) => (body as { errors?: { path: string }[] }).errors?.[0]?.path);
    expect(paths.slice(1, 10)).toEqual([
      'opId',
      'parcelId',
      undefined,
      'parcelId',
      'scans[0].count',
      'grams',
      'label',
      'handOver',
      'close',
    ]);
  });
});

type P = Awaited<ReturnType<typeof plannedParcels>>[number];
type R = Awaited<ReturnType<typeof ready>>[number];
