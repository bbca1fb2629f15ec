import { until } from '@okuru/platform/testing';
import { anItem } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
  await shop.changed(
    { ...anItem('PLATE'), catalogueVersion: 1, catalogueItems: 1 },
    { ...anItem('BOWL'), catalogueVersion: 2, catalogueItems: 1 },
  );
});
afterAll(() => shop.end());

const blockedScans = (parcelId: string) =>
  shop.query<{ reason: string }>(
    'SELECT reason, scanned, scanned_sku, expected_sku FROM blocked_scan WHERE parcel_id = $1 ORDER BY id',
    [parcelId],
  );
const types = async (orderId: string) => (await shop.factsOf(orderId)).map(({ type }) => type);

describe('the packing table', () => {
  it('from the first scan to the closed parcel', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 2, BOOK: 1 });
    expect(await shop.scan(parcelId, 'BC-MUG')).toEqual({
      status: 200,
      body: { accepted: true, sku: 'MUG', scanned: 1, quantity: 2, parcelComplete: false },
    });
    expect((await shop.parcel(parcelId))?.status).toBe('packing');
    await shop.scan(parcelId, 'BC-MUG');
    expect((await shop.scan(parcelId, 'BC-BOOK')).body).toMatchObject({ parcelComplete: true });
    expect((await shop.close(parcelId)).body).toMatchObject({ code: 'weight-missing' });
    expect((await shop.measuring.weigh(shop.act(parcelId), { grams: 900 })).body).toMatchObject({
      weightGrams: 900,
    });
    expect((await shop.close(parcelId)).body).toMatchObject({ code: 'label-missing' });
    const { trackingNumber } = (await shop.label(parcelId)).body as { trackingNumber: string };
    expect(await shop.close(parcelId, trackingNumber)).toEqual({
      status: 200,
      body: { parcelId, status: 'closed', trackingNumber },
    });
    expect((await shop.factsOf(orderId)).at(-1)).toEqual({
      type: 'parcel.packed',
      data: {
        orderId,
        parcelId,
        lines: [
          { lineId: '1', sku: 'MUG', quantity: 2 },
          { lineId: '2', sku: 'BOOK', quantity: 1 },
        ],
      },
    });
  });

  it('a wrong item stops, is named beside the expected one, recorded and told', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const answer = await shop.scan(parcelId, 'BC-PLATE');
    expect(answer).toMatchObject({
      status: 409,
      body: {
        code: 'scan-blocked',
        more: {
          reason: 'not-in-this-parcel',
          scanned: { sku: 'PLATE', name: 'PLATEです' },
          expected: { sku: 'MUG', name: 'MUGです' },
        },
      },
    });
    expect(await blockedScans(parcelId)).toEqual([
      { reason: 'not-in-this-parcel', scanned: 'BC-PLATE', scanned_sku: 'PLATE', expected_sku: 'MUG' },
    ]);
    expect((await shop.factsOf(orderId)).at(-1)).toMatchObject({
      type: 'scan.blocked',
      data: { orderId, parcelId, reason: 'not-in-this-parcel', scannedSku: 'PLATE' },
    });
  });

  it('a barcode nobody knows, and one unit too many', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    expect((await shop.scan(parcelId, '0000')).body).toMatchObject({
      more: { reason: 'unknown-barcode', scanned: null },
    });
    await shop.scan(parcelId, 'MUG');
    expect((await shop.scan(parcelId, 'MUG')).body).toMatchObject({
      more: { reason: 'already-complete', scanned: { sku: 'MUG' }, expected: null },
    });
    expect((await blockedScans(parcelId)).map(({ reason }) => reason)).toEqual([
      'unknown-barcode',
      'already-complete',
    ]);
  });

  it('a barcode the master learned after the plan counts, one it took away does not', async () => {
    const { parcelId } = await shop.aPlannedParcel({ TRAY: 2 });
    await shop.changed({
      ...anItem('TRAY', { itemVersion: 2, barcodes: ['NEW-TRAY'] }),
      catalogueVersion: 3,
      catalogueItems: 1,
    });
    expect((await shop.scan(parcelId, 'NEW-TRAY')).status).toBe(200);
    expect((await shop.scan(parcelId, 'BC-TRAY')).status).toBe(409);
    await shop.changed({ ...anItem('TRAY'), catalogueVersion: 3, catalogueItems: 1 });
    expect((await shop.scan(parcelId, 'NEW-TRAY')).status).toBe(200);
  });

  it('countable goods take a scan and a count, all or nothing', async () => {
    const { parcelId } = await shop.aPlannedParcel({ SCREW: 50 }, {}, (sku) =>
      anItem(sku, { countable: true }),
    );
    expect((await shop.scan(parcelId, 'SCREW', undefined, 60)).body).toMatchObject({
      more: { reason: 'already-complete' },
    });
    expect((await shop.scan(parcelId, 'SCREW', undefined, 49)).body).toMatchObject({
      scanned: 49,
      parcelComplete: false,
    });
    const { parcelId: mugs } = await shop.aPlannedParcel({ MUG: 2 });
    expect((await shop.scan(mugs, 'MUG', undefined, 2)).body).toMatchObject({ code: 'count-not-allowed' });
  });

  it('closing too early is a near miss, another waybill a hard stop', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    expect((await shop.close(parcelId)).body).toMatchObject({
      code: 'scan-blocked',
      more: { reason: 'not-complete' },
    });
    const waybill = await shop.pack(parcelId);
    const other = await shop.aPlannedParcel({ MUG: 1 });
    const trackingNumber = await shop.pack(other.parcelId);
    expect((await shop.close(parcelId, trackingNumber)).body).toMatchObject({
      more: { reason: 'wrong-waybill' },
    });
    await shop.cancelled(other.orderId);
    expect((await shop.close(parcelId, trackingNumber)).body).toMatchObject({
      more: { reason: 'void-waybill' },
    });
    expect((await shop.close(parcelId)).body).toMatchObject({ code: 'waybill-not-scanned' });
    expect((await shop.close(parcelId, waybill)).status).toBe(200);
    expect(await types(orderId)).toEqual([
      'parcels.planned',
      'scan.blocked',
      'scan.blocked',
      'scan.blocked',
      'parcel.packed',
    ]);
  });
});

describe('two stations with one parcel', () => {
  it('do not prove it together: the second is stopped, recorded and told, until the first gave it up', async () => {
    const { parcelId, orderId } = await shop.aPlannedParcel({ MUG: 2 });
    const scanAt = async (station: string) =>
      shop.work.scan({ ...shop.act(parcelId), station }, { barcode: 'MUG', count: 1 });
    expect((await scanAt('A')).status).toBe(200);
    const stop = await scanAt('B');
    expect(stop).toMatchObject({ status: 409, body: { more: { reason: 'at-another-station' } } });
    expect(
      await shop.query('SELECT reason, station FROM blocked_scan WHERE parcel_id = $1', [parcelId]),
    ).toEqual([{ reason: 'at-another-station', station: 'B' }]);
    const told = (await shop.factsOf(orderId)).filter(({ type }) => type === 'scan.blocked');
    expect(told).toMatchObject([{ data: { parcelId, reason: 'at-another-station' } }]);
    await shop.work.undo(shop.act(parcelId), {});
    expect((await scanAt('B')).status).toBe(200);
    expect((await scanAt('A')).status).toBe(409);
    expect((await scanAt('B')).body).toMatchObject({ parcelComplete: true });
  });
});

describe('taking back the last scan', () => {
  const undo = (parcelId: string, sku?: string, opId?: string) =>
    shop.work.undo(shop.act(parcelId, opId), { sku });

  it('goes back one by one, each once, and the gate asks for the unit again', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 2, BOOK: 1 });
    for (const sku of ['MUG', 'BOOK', 'MUG']) await shop.scan(parcelId, sku);
    expect(await undo(parcelId, 'MUG', 'op-back')).toEqual({
      status: 200,
      body: { undone: true, sku: 'MUG', scanned: 1, quantity: 2, parcelComplete: false },
    });
    expect((await undo(parcelId, 'MUG', 'op-back')).status).toBe(200);
    expect((await undo(parcelId, 'MUG')).body).toMatchObject({ code: 'another-scan-was-last' });
    expect((await undo(parcelId)).body).toMatchObject({ sku: 'BOOK', scanned: 0 });
    expect((await shop.close(parcelId)).body).toMatchObject({ more: { reason: 'not-complete' } });
    await undo(parcelId);
    expect((await undo(parcelId)).body).toMatchObject({ code: 'nothing-to-undo' });
    expect((await shop.parcel(parcelId))?.lines).toMatchObject([
      { scanned: 0, marks: [] },
      { scanned: 0, marks: [] },
    ]);
    const waybill = await shop.pack(parcelId);
    expect((await shop.close(parcelId, waybill)).status).toBe(200);
  });

  it('takes back a count as a whole, and what a packing run scanned', async () => {
    const { parcelId } = await shop.aPlannedParcel({ SCREW: 50 }, {}, (sku) =>
      anItem(sku, { countable: true }),
    );
    await shop.packingRun.record('key-1', [
      { opId: 'run-undo', parcelId, scans: [{ barcode: 'SCREW', count: 7 }] },
    ]);
    await shop.scan(parcelId, 'SCREW', undefined, 43);
    expect((await undo(parcelId)).body).toMatchObject({ scanned: 7 });
    expect((await undo(parcelId)).body).toMatchObject({ scanned: 0 });
  });
});

describe('a parcel put aside', () => {
  it('is shown with its reason until somebody takes it up', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    await shop.scan(parcelId, 'MUG');
    const reason = 'goods-damaged';
    expect(await shop.work.hold(shop.act(parcelId), { reason })).toMatchObject({
      body: { heldReason: reason },
    });
    expect(await shop.parcel(parcelId)).toMatchObject({ heldReason: reason, lines: [{ scanned: 1 }] });
    await shop.work.start(shop.act(parcelId));
    expect(await shop.parcel(parcelId)).toMatchObject({ heldReason: null, status: 'packing' });
    await shop.work.hold(shop.act(parcelId), { reason: 'later' });
    const [answer] = await shop.packingRun.record('key-1', [
      { opId: 'run-held', parcelId, scans: [{ barcode: 'MUG' }] },
    ]);
    expect(answer).toMatchObject({ status: 200 });
    expect(await shop.parcel(parcelId)).toMatchObject({ heldReason: null, lines: [{ scanned: 2 }] });
  });
});

describe('a label after the check', () => {
  it('is refused with what is missing until the last good step, which releases it', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    const missing = async () => ((await shop.label(parcelId)).body as { code: string }).code;
    expect(await missing()).toBe('units-missing');
    await shop.scan(parcelId, 'MUG');
    await shop.measuring.weigh(shop.act(parcelId), { grams: 900 });
    expect(await missing()).toBe('units-missing');
    expect(await shop.parcel(parcelId)).toMatchObject({ trackingNumber: null });
    await shop.scan(parcelId, 'MUG');
    // It was weighed with one of two units in it.
    expect(await missing()).toBe('weight-missing');
    await shop.measuring.weigh(shop.act(parcelId), { grams: 1_200 });
    expect((await shop.label(parcelId)).status).toBe(200);
    const { parcelId: weightless } = await shop.aPlannedParcel({ MUG: 1 });
    await shop.scan(weightless, 'MUG');
    expect((await shop.label(weightless)).body).toMatchObject({ code: 'weight-missing' });
  });

  it('printed first needs its service alone, and the gate is then the close', async () => {
    await shop.labelled('before-check');
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const { trackingNumber } = (await shop.label(parcelId)).body as { trackingNumber: string };
    await shop.labelled('after-check');
    expect((await shop.close(parcelId, trackingNumber)).body).toMatchObject({
      more: { reason: 'not-complete' },
    });
    expect((await shop.handOver(trackingNumber)).body).toMatchObject({ more: { reason: 'not-complete' } });
    await shop.scan(parcelId, 'MUG');
    expect((await shop.close(parcelId, trackingNumber)).body).toMatchObject({ code: 'weight-missing' });
    await shop.measuring.weigh(shop.act(parcelId), { grams: 500 });
    expect((await shop.close(parcelId)).body).toMatchObject({ code: 'waybill-not-scanned' });
    expect((await shop.close(parcelId, trackingNumber)).status).toBe(200);
  });
});

describe('package and weight', () => {
  it('another package costs what it costs, and says why', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const before = (await shop.parcel(parcelId))!;
    const answer = await shop.measuring.choosePackage(shop.act(parcelId), {
      packageCode: 'C120',
      reason: 'C60 is out',
    });
    const now = (await shop.parcel(parcelId))!;
    expect(now.packageCode).toBe('C120');
    expect(answer.body).toMatchObject({
      packageCode: 'C120',
      carrier: now.carrier,
      plannedYen: now.plannedYen,
      extraYen: now.plannedYen! - before.plannedYen!,
    });
    expect(now.plannedYen).toBeGreaterThan(before.plannedYen!);
    expect(
      await shop.query('SELECT from_code, to_code, reason FROM package_change WHERE parcel_id = $1', [
        parcelId,
      ]),
    ).toEqual([{ from_code: before.packageCode, to_code: 'C120', reason: 'C60 is out' }]);
  });

  it('a parcel without a planned package waits for a person', async () => {
    const { parcelId } = await shop.aPlannedParcel({ VASE: 1 }, {}, (sku) =>
      anItem(sku, { size: null, weightGrams: null }),
    );
    await shop.scan(parcelId, 'VASE');
    await shop.measuring.weigh(shop.act(parcelId), { grams: 700 });
    expect((await shop.label(parcelId)).body).toMatchObject({ code: 'package-missing' });
    await shop.measuring.choosePackage(shop.act(parcelId), {
      packageCode: 'C80',
      reason: 'measured by hand',
    });
    const { trackingNumber } = (await shop.label(parcelId)).body as { trackingNumber: string };
    expect((await shop.close(parcelId, trackingNumber)).status).toBe(200);
  });

  it('a package must exist and bear the goods', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 5 });
    await expect(
      shop.measuring.choosePackage(shop.act(parcelId), { packageCode: 'NONE', reason: 'x' }),
    ).rejects.toMatchObject({ status: 422 });
    expect(
      (await shop.measuring.choosePackage(shop.act(parcelId), { packageCode: 'M30', reason: 'x' })).body,
    ).toMatchObject({
      code: 'too-heavy-for-package',
    });
  });

  it('a heavier parcel than planned pays its class, and the label keeps its service', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const before = (await shop.parcel(parcelId))!;
    await shop.scan(parcelId, 'MUG');
    const heavier = (await shop.measuring.weigh(shop.act(parcelId), { grams: 4_000 })).body as {
      plannedYen: number;
    };
    expect(heavier.plannedYen).toBeGreaterThan(before.plannedYen!);
    const waybill = (await shop.label(parcelId)).body as { trackingNumber: string };
    expect((await shop.measuring.weigh(shop.act(parcelId), { grams: 60_000 })).body).toMatchObject({
      code: 'label-says-another-service',
    });
    // What the scales said is kept, so that the parcel does not leave on the weight of before.
    expect(await shop.parcel(parcelId)).toMatchObject({ weightGrams: 60_000, labelOutgrown: true });
    expect((await shop.close(parcelId, waybill.trackingNumber)).body).toMatchObject({
      code: 'label-says-another-service',
    });
    expect((await shop.label(parcelId)).body).toMatchObject({ code: 'label-says-another-service' });
    await shop.measuring.weigh(shop.act(parcelId), { grams: 4_000 });
    expect(await shop.parcel(parcelId)).toMatchObject({ weightGrams: 4_000, labelOutgrown: false });
    expect((await shop.close(parcelId, waybill.trackingNumber)).status).toBe(200);
  });
});

describe('an item whose weight nobody knows', () => {
  const stated = (sku: string) =>
    shop.query<{ data: object }>(`SELECT data FROM event WHERE type = 'item.weighed' AND key = $1`, [
      `item:${sku}`,
    ]);
  const closedInC80 = async (units: Record<string, number>) => {
    const { parcelId } = await shop.aPlannedParcel(units, {}, (sku) => anItem(sku, { weightGrams: null }));
    await shop.measuring.choosePackage(shop.act(parcelId), { packageCode: 'C80', reason: 'fits' });
    const waybill = await shop.pack(parcelId);
    expect((await shop.close(parcelId, waybill)).status).toBe(200);
    return parcelId;
  };

  it('is told from a parcel of nothing else, once, when it closes', async () => {
    const parcelId = await closedInC80({ URN: 2 });
    // 900 g on the scales, 220 g of carton.
    expect(await stated('URN')).toEqual([{ data: { sku: 'URN', weightGrams: 340, parcelId, units: 2 } }]);
  });

  it('stays unknown from a parcel of two items', async () => {
    await closedInC80({ JAR: 1, LID: 1 });
    expect([...(await stated('JAR')), ...(await stated('LID'))]).toEqual([]);
  });
});

describe('an opId', () => {
  it('gives the same answer again, for a good scan and for a blocked one', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    const first = await shop.scan(parcelId, 'MUG', 'op-good');
    expect(await shop.scan(parcelId, 'MUG', 'op-good')).toEqual(first);
    const wrong = await shop.scan(parcelId, 'BC-BOWL', 'op-bad');
    await shop.changed({
      ...anItem('BOWL', { itemVersion: 9, barcodes: [] }),
      catalogueVersion: 9,
      catalogueItems: 1,
    });
    expect(await shop.scan(parcelId, 'BC-BOWL', 'op-bad')).toEqual(wrong);
    expect((await shop.parcel(parcelId))?.lines).toMatchObject([{ scanned: 1 }]);
    expect(await blockedScans(parcelId)).toHaveLength(1);
    expect(await types(orderId)).toEqual(['parcels.planned', 'scan.blocked']);
  });

  it('names one action: another body or another parcel is refused', async () => {
    const one = await shop.aPlannedParcel({ MUG: 2 });
    const two = await shop.aPlannedParcel({ MUG: 2 });
    await shop.scan(one.parcelId, 'MUG', 'op-once');
    await expect(shop.scan(one.parcelId, 'BC-MUG', 'op-once')).rejects.toMatchObject({
      status: 422,
      code: 'op-id-reused',
    });
    await expect(shop.scan(two.parcelId, 'MUG', 'op-once')).rejects.toMatchObject({ code: 'op-id-reused' });
    expect(
      (await shop.work.scan(shop.act(two.parcelId, 'op-once', 'key-2'), { barcode: 'MUG', count: 1 })).status,
    ).toBe(200);
  });

  it('sent twenty times at once, even for two parcels, works once', async () => {
    const one = await shop.aPlannedParcel({ MUG: 9 });
    const two = await shop.aPlannedParcel({ MUG: 9 });
    const parcels = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : two).parcelId);
    const answers = await Promise.allSettled(
      parcels.map((parcelId) => shop.scan(parcelId, 'MUG', 'op-storm')),
    );
    const lines = [...(await shop.parcel(one.parcelId))!.lines, ...(await shop.parcel(two.parcelId))!.lines];
    expect(lines.reduce((sum, { scanned }) => sum + scanned, 0)).toBe(1);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  it('of two scans that are both under way, for two parcels, works once', async () => {
    const one = await shop.aPlannedParcel({ MUG: 9 });
    const two = await shop.aPlannedParcel({ MUG: 9 });
    const parcelIds = [one.parcelId, two.parcelId];
    // Both have looked for an answer and found none, and wait to write until the lines are let go.
    const answers = await shop.unitOfWork.run(async (tx) => {
      await tx.query('SELECT FROM parcel_line WHERE parcel_id = ANY ($1::uuid[]) FOR UPDATE', [parcelIds]);
      const scans = Promise.allSettled(parcelIds.map((parcelId) => shop.scan(parcelId, 'MUG', 'op-race')));
      await until(async () => (await shop.waitingForLocks()) === 2);
      return [scans] as const;
    });
    const ends = await answers[0];
    const lines = (await Promise.all(parcelIds.map((parcelId) => shop.parcel(parcelId)))).flatMap(
      (parcel) => parcel!.lines,
    );
    const scanned = lines.reduce((sum, line) => sum + line.scanned, 0);
    expect(scanned).toBe(1);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'op-id-reused' },
    });
  });

  it('an unknown parcel is not found', async () => {
    await expect(shop.scan('01930f3e-7a00-7000-8000-00000000dead', 'MUG')).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('two stations with one parcel', () => {
  it('never put in more than was asked for', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 5 });
    const answers = await Promise.all(Array.from({ length: 16 }, () => shop.scan(parcelId, 'MUG')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect((await shop.parcel(parcelId))?.lines).toMatchObject([{ quantity: 5, scanned: 5 }]);
    const counts = answers.flatMap(({ status, body }) =>
      status === 200 ? [(body as { scanned: number }).scanned] : [],
    );
    expect(counts.sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('close a parcel once', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const waybill = await shop.pack(parcelId);
    const answers = await Promise.all(Array.from({ length: 8 }, () => shop.close(parcelId, waybill)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await types(orderId)).filter((type) => type === 'parcel.packed')).toHaveLength(1);
  });
});

describe('the database repeats the gate', () => {
  const write = (sql: string, ...values: unknown[]) => shop.query(sql, values);

  it('for whoever writes past the service', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    await expect(write('UPDATE parcel_line SET scanned = 3 WHERE parcel_id = $1', parcelId)).rejects.toThrow(
      'never_more_than_asked',
    );
    await expect(
      write(`UPDATE parcel SET status = 'dispatched', dispatched_at = now() WHERE parcel_id = $1`, parcelId),
    ).rejects.toThrow('a planned parcel cannot become dispatched');
    await shop.scan(parcelId, 'MUG');
    await shop.measuring.weigh(shop.act(parcelId), { grams: 500 });
    await shop.labelled('before-check');
    await shop.label(parcelId);
    await expect(
      write(`UPDATE parcel SET status = 'closed', closed_at = now() WHERE parcel_id = $1`, parcelId),
    ).rejects.toThrow('holds a unit that was not proven');
    await expect(
      write(`UPDATE parcel SET tracking_number = '1' WHERE parcel_id = $1`, parcelId),
    ).rejects.toThrow('has its waybill already');
    const leave = (closedAt = 'now()') =>
      write(
        `UPDATE parcel SET status = 'dispatched', closed_at = ${closedAt}, dispatched_at = now() WHERE parcel_id = $1`,
        parcelId,
      );
    await expect(leave()).rejects.toThrow('holds a unit that was not proven');
    await shop.scan(parcelId, 'MUG');
    await write('UPDATE parcel SET label_outgrown = true WHERE parcel_id = $1', parcelId);
    await expect(
      write(`UPDATE parcel SET status = 'closed', closed_at = now() WHERE parcel_id = $1`, parcelId),
    ).rejects.toThrow('may not carry it');
    await expect(leave()).rejects.toThrow('may not carry it');
    await write('UPDATE parcel SET label_outgrown = false WHERE parcel_id = $1', parcelId);
    await expect(
      write(
        `UPDATE parcel SET status = 'closed', closed_at = now(), weight_grams = NULL WHERE parcel_id = $1`,
        parcelId,
      ),
    ).rejects.toThrow('closed_means_proven');
    await expect(leave('NULL')).rejects.toThrow('closed_means_proven');
  });

  it('a voided parcel stays, a dispatched one is not voided', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const waybill = await shop.pack(parcelId);
    await shop.close(parcelId, waybill);
    const gone = await shop.aPlannedParcel({ MUG: 1 });
    const goneWaybill = await shop.pack(gone.parcelId);
    await shop.close(gone.parcelId, goneWaybill);
    await shop.handOver(goneWaybill);
    await shop.cancelled(orderId);
    await expect(
      write(
        `UPDATE parcel SET status = 'dispatched', dispatched_at = now(), voided_at = NULL WHERE tracking_number = $1`,
        waybill,
      ),
    ).rejects.toThrow('a voided parcel cannot become dispatched');
    await expect(
      write(`UPDATE parcel SET status = 'voided', voided_at = now() WHERE parcel_id = $1`, gone.parcelId),
    ).rejects.toThrow('a dispatched parcel cannot become voided');
  });
});
