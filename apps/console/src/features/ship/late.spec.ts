import type { Call } from '../../shared/http.js';
import { lateOf, lateSignOf, moveLate } from './late.js';

const PARCEL = {
  parcelId: 'p1',
  orderId: 'o1',
  reference: 'A-1',
  status: 'closed' as const,
  leavesOn: '2026-02-03',
  expectedOn: null,
  promisedOn: null,
  missesPromisedDay: false,
};

/** Answers by path and remembers what was asked. */
const answering = (answers: Readonly<Record<string, unknown>>) => {
  const asked: unknown[] = [];
  const call = ((method: string, path: string, body?: object) => {
    asked.push(body ? [method, path, body] : [method, path]);
    return Promise.resolve(answers[path]);
  }) as Call;
  return { call, asked };
};

describe('late parcels at the cage', () => {
  it('are asked of shipping, and the letters of notification', async () => {
    const { call, asked } = answering({
      '/v1/late-parcels?carrier=yamato&came=true': { parcels: [PARCEL], delays: [{ orderId: 'o1' }] },
      '/v1/letters/preview': { orderIds: ['o1'], previews: [] },
    });
    expect(await lateOf(call, { carrier: 'yamato', came: true })).toEqual({
      parcels: [PARCEL],
      letters: 1,
      previews: [],
    });
    expect(asked.at(-1)).toEqual(['POST', '/v1/letters/preview', { delays: [{ orderId: 'o1' }] }]);
  });

  it('ask nothing of notification where there are none', async () => {
    const { call, asked } = answering({ '/v1/late-parcels?carrier=yamato': { parcels: [], delays: [] } });
    expect(await lateOf(call, { carrier: 'yamato', came: false })).toEqual({
      parcels: [],
      letters: 0,
      previews: [],
    });
    expect(asked).toHaveLength(1);
  });

  it('are moved as they were seen', async () => {
    const { call, asked } = answering({});
    await moveLate(
      call,
      { carrier: 'yamato', came: false },
      { parcels: [PARCEL], letters: 0, previews: [] },
      'op',
    );
    expect(asked).toEqual([
      ['POST', '/v1/late-parcels/move', { opId: 'op', carrier: 'yamato', came: false, parcelIds: ['p1'] }],
    ]);
  });

  it.each([
    ['LATE-YAMATO', { carrier: 'yamato', came: false }],
    ['came-sagawa', { carrier: 'sagawa', came: true }],
    ['CAGE-YAMATO', undefined],
  ])('%s as a sign', (shelf, asked) => expect(lateSignOf(shelf)).toEqual(asked));
});
