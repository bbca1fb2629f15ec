import { randomUUID } from 'node:crypto';
import { until } from '@okuru/platform/testing';
import { amendmentOf } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
});
afterAll(() => shop.end());

const SINCE = '2026-02-02T04:04:05.678Z';
const linesOf = async (parcelId: string) => (await shop.parcel(parcelId))!.lines;
const lastFact = async (orderId: string) => (await shop.factsOf(orderId)).at(-1);

/** Reports so many mugs of a parcel as missing; what was stated of it. */
const reported = async (parcelId: string, quantity = 1, cause: 'not-found' | 'damaged' = 'not-found') => {
  const { status, body } = await shop.reportMissing(parcelId, { sku: 'MUG', quantity, cause });
  expect(status).toBe(200);
  return (body as { reportId: string }).reportId;
};
const answerTo = (orderId: string, parcelId: string, reportId: string) => ({
  replaced: (quantity: number, outstanding = 0) =>
    shop.replaced({
      ...{ orderId, parcelId, reportId, awaitedSince: null },
      lines: [{ lineId: '1', sku: 'MUG', quantity, outstanding }],
    }),
  awaited: (quantity: number) =>
    shop.awaited({
      ...{ orderId, parcelId, reportId, cause: 'not-found', since: SINCE },
      lines: [{ lineId: '1', sku: 'MUG', quantity }],
    }),
});

describe('reporting missing units', () => {
  it('is told by line, and the parcel shows what it waits for', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 3 });
    await shop.scan(parcelId, 'MUG');
    const answer = await shop.reportMissing(parcelId, { sku: 'MUG', quantity: 2 });
    expect(answer).toEqual({
      status: 200,
      body: { parcelId, reportId: expect.any(String), sku: 'MUG', quantity: 3, scanned: 1, waitsFor: 2 },
    });
    expect(await lastFact(orderId)).toEqual({
      type: 'parcel.shortage-reported',
      data: {
        ...{ orderId, parcelId, reportId: (answer.body as { reportId: string }).reportId },
        ...{ cause: 'not-found', at: '2026-02-02T03:04:05.678Z' },
        lines: [{ lineId: '1', sku: 'MUG', quantity: 2 }],
      },
    });
    expect(await linesOf(parcelId)).toMatchObject([{ scanned: 1, waitsFor: 2, waitsSince: null }]);
  });

  it('takes damaged units out of the box', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    await shop.pack(parcelId);
    await reported(parcelId, 1, 'damaged');
    expect(await linesOf(parcelId)).toMatchObject([{ scanned: 1, waitsFor: 1 }]);
    expect((await shop.scan(parcelId, 'MUG')).body).toMatchObject({ code: 'replacement-awaited' });
  });

  it('twice under one id reports once; under the id of another report it is refused', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 3 });
    const opId = randomUUID();
    const first = await shop.reportMissing(parcelId, { sku: 'MUG' }, opId);
    expect(await shop.reportMissing(parcelId, { sku: 'MUG' }, opId)).toEqual(first);
    await expect(shop.reportMissing(parcelId, { sku: 'MUG', quantity: 2 }, opId)).rejects.toMatchObject({
      code: 'op-id-reused',
    });
    const facts = (await shop.factsOf(orderId)).map(({ type }) => type);
    expect(facts.filter((type) => type === 'parcel.shortage-reported')).toHaveLength(1);
  });

  it('of nothing of the parcel, or of more than it lacks, is refused and changes nothing', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    expect((await shop.reportMissing(parcelId, { sku: 'CUP' })).body).toMatchObject({
      code: 'not-of-this-parcel',
    });
    expect((await shop.reportMissing(parcelId, { sku: 'MUG', quantity: 2 })).body).toMatchObject({
      code: 'more-than-it-lacks',
    });
    expect(await linesOf(parcelId)).toMatchObject([{ waitsFor: 0 }]);
  });

  it('no database writes past it: a line lacks no unit that is proven', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    await reported(parcelId, 1);
    await expect(
      shop.query('UPDATE parcel_line SET scanned = 2 WHERE parcel_id = $1', [parcelId]),
    ).rejects.toThrow('parcel_line_lacks_no_proven_unit');
  });
});

describe("inventory's answer", () => {
  it('that others are there lets the parcel go on, and leave', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    const answer = answerTo(orderId, parcelId, await reported(parcelId, 2));
    await answer.replaced(2);
    expect(await linesOf(parcelId)).toMatchObject([{ waitsFor: 0, waitsSince: null }]);
    const waybill = await shop.pack(parcelId);
    expect((await shop.close(parcelId, waybill)).status).toBe(200);
    expect((await shop.handOver(waybill)).status).toBe(200);
  });

  it('that none are there shows since when it waits, until the last has come', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 3 });
    const answer = answerTo(orderId, parcelId, await reported(parcelId, 2));
    await answer.awaited(2);
    expect(await linesOf(parcelId)).toMatchObject([{ waitsFor: 2 }]);
    const [line] = await linesOf(parcelId);
    expect(new Date(line!.waitsSince!).toISOString()).toBe(SINCE);
    await answer.replaced(1, 1);
    expect(await linesOf(parcelId)).toMatchObject([{ waitsFor: 1, waitsSince: expect.any(String) }]);
    await answer.replaced(1);
    expect(await linesOf(parcelId)).toMatchObject([{ waitsFor: 0, waitsSince: null }]);
  });

  it('heard again, or late, changes nothing', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 3 });
    const answer = answerTo(orderId, parcelId, await reported(parcelId, 2));
    const other = answerTo(orderId, parcelId, await reported(parcelId, 1));
    await answer.replaced(1, 1);
    await answer.replaced(1, 1);
    expect(await linesOf(parcelId)).toMatchObject([{ waitsFor: 2 }]);
    await answer.replaced(1);
    await answer.replaced(1, 1);
    await answer.awaited(2);
    expect(await linesOf(parcelId)).toMatchObject([{ waitsFor: 1, waitsSince: null }]);
    await other.awaited(1);
    await other.replaced(1);
    expect(await linesOf(parcelId)).toMatchObject([{ waitsFor: 0, waitsSince: null }]);
  });

  it('for a parcel that an amendment made void is planned into a parcel of its own', async () => {
    const { order, orderId, parcelId } = await shop.aPlannedParcel({ MUG: 3 });
    const answer = answerTo(orderId, parcelId, await reported(parcelId, 1));
    await shop.amended(amendmentOf(order));
    const alive = async () =>
      (await shop.parcelsOf(orderId))
        .filter(({ status }) => status !== 'voided')
        .map(({ lines }) => lines.map(({ sku, quantity }) => [sku, quantity]));
    expect(await alive()).toEqual([[['MUG', 2]]]);
    await answer.replaced(1);
    await answer.replaced(1);
    expect(await alive()).toEqual([[['MUG', 2]], [['MUG', 1]]]);
  });

  it('for a parcel whose order was amended while all of it was missing is planned then', async () => {
    const { order, orderId, parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const answer = answerTo(orderId, parcelId, await reported(parcelId, 1));
    await shop.amended(amendmentOf(order));
    expect(await shop.parcelsOf(orderId)).toMatchObject([{ status: 'voided' }]);
    await answer.replaced(1);
    expect(await shop.parcelsOf(orderId)).toMatchObject([{ status: 'voided' }, { status: 'planned' }]);
  });

  it('for a cancelled order makes no parcel', async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const answer = answerTo(orderId, parcelId, await reported(parcelId, 1));
    await shop.cancelled(orderId);
    await answer.replaced(1);
    expect(await shop.parcelsOf(orderId)).toMatchObject([{ status: 'voided' }]);
  });

  it.each(['answer first', 'cancellation first'])(
    'and a cancellation at the same moment, %s: the order is void and makes no parcel',
    async (first) => {
      const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 2 });
      const answer = answerTo(orderId, parcelId, await reported(parcelId, 1));
      const [started] = await shop.unitOfWork.run(async (tx) => {
        await tx.query('SELECT FROM shipment WHERE order_id = $1 FOR UPDATE', [orderId]);
        const steps = [() => answer.replaced(1), () => shop.cancelled(orderId)];
        const begun: Promise<void>[] = [];
        for (const step of first === 'answer first' ? steps : steps.reverse()) {
          begun.push(step());
          await until(async () => (await shop.waitingForLocks()) >= begun.length);
        }
        return [begun] as const;
      });
      await Promise.all(started);
      expect(await shop.parcelsOf(orderId)).toMatchObject([{ status: 'voided', lines: [{ waitsFor: 0 }] }]);
      expect((await lastFact(orderId))?.type).toBe('parcels.voided');
    },
  );

  it.each(['report first', 'cancellation first'])(
    'is not asked for once the order is void: report and cancellation at the same moment, %s',
    async (first) => {
      const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 2 });
      const [started] = await shop.unitOfWork.run(async (tx) => {
        await tx.query('SELECT FROM parcel WHERE parcel_id = $1 FOR UPDATE', [parcelId]);
        const steps: (() => Promise<unknown>)[] = [
          () => shop.reportMissing(parcelId, { sku: 'MUG' }),
          () => shop.cancelled(orderId),
        ];
        const begun: Promise<unknown>[] = [];
        for (const step of first === 'report first' ? steps : steps.reverse()) {
          begun.push(step());
          await until(async () => (await shop.waitingForLocks()) >= begun.length);
        }
        return [begun] as const;
      });
      await Promise.all(started);
      const facts = (await shop.factsOf(orderId)).map(({ type }) => type).slice(1);
      // Whichever got the lock: no report after the word that nothing leaves.
      expect([['parcels.voided'], ['parcel.shortage-reported', 'parcels.voided']]).toContainEqual(facts);
    },
  );
});
