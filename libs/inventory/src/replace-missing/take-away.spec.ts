import type { EventData } from '@okuru/contracts';
import { NothingReserved, takeAway } from './take-away.js';

const report = (quantity: number, change: Partial<EventData<'parcel.shortage-reported'>> = {}) => ({
  orderId: 'O1',
  parcelId: 'P1',
  reportId: 'R1',
  cause: 'not-found' as const,
  lines: [{ lineId: '1', sku: 'MUG', quantity }],
  at: '2026-01-15T03:04:05.678Z',
  ...change,
});
const line = (held: number) => ({ orderId: 'O1', lineId: '1', sku: 'MUG', held, waiting: 0 });
const told = (taken: ReturnType<typeof takeAway>) =>
  taken.map(({ reportId, owed, writtenOff }) => [reportId, owed, writtenOff]);

describe('takeAway', () => {
  it.each([
    ['held units are owed from then on', [report(2)], line(3), 5, [['R1', 2, 2]]],
    [
      'two reports of one line share what it holds',
      [report(2), report(2, { reportId: 'R2' })],
      line(3),
      0,
      [
        ['R1', 2, 2],
        ['R2', 1, 1],
      ],
    ],
    ['units of an order given up come off the free stock', [report(2)], line(0), 5, [['R1', 0, 2]]],
    ['as far as nobody else has them', [report(2)], line(0), 1, [['R1', 0, 1]]],
    [
      'and no free unit is taken twice',
      [report(2), report(2, { reportId: 'R2' })],
      line(0),
      3,
      [
        ['R1', 0, 2],
        ['R2', 0, 1],
      ],
    ],
  ])('%s', (_case, reports, held, free, expected) => {
    expect(told(takeAway(reports, [held], [{ sku: 'MUG', free }]))).toEqual(expected);
  });

  it('throws on a line that reserved nothing', () => {
    expect(() => takeAway([report(1)], [], [])).toThrow(NothingReserved);
  });
});
