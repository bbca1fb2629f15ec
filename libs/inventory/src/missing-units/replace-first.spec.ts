import type { Grant } from '../allocation/allocate.js';
import { type OwedUnits, replaceFirst } from './replace-first.js';

const grant = (granted: number, lineId = '1'): Grant => ({
  line: { orderId: 'O1', lineId, sku: 'MUG', quantity: 9 },
  granted,
  waiting: 9 - granted,
  cancelled: 0,
});
const owed = (units: number, change: Partial<OwedUnits> = {}): OwedUnits => ({
  reportId: 'R1',
  cause: 'damaged',
  parcelId: 'P1',
  orderId: 'O1',
  lineId: '1',
  sku: 'MUG',
  owed: units,
  awaitedSince: null,
  ...change,
});
const told = ({ replacements, others }: ReturnType<typeof replaceFirst>) => ({
  replacements: replacements.map(({ reportId, units }) => [reportId, units]),
  others: others.map(({ line, granted }) => [line.lineId, granted]),
});

describe('replaceFirst', () => {
  it.each([
    ['nothing is owed', grant(2), [], { replacements: [], others: [['1', 2]] }],
    ['all is owed', grant(2), [owed(2)], { replacements: [['R1', 2]], others: [] }],
    ['more is owed than came', grant(1), [owed(2)], { replacements: [['R1', 1]], others: [] }],
    ['some is owed', grant(3), [owed(1)], { replacements: [['R1', 1]], others: [['1', 2]] }],
    ['another line is owed', grant(1), [owed(1, { lineId: '2' })], { replacements: [], others: [['1', 1]] }],
    [
      'another order is owed',
      grant(1),
      [owed(1, { orderId: 'O2' })],
      { replacements: [], others: [['1', 1]] },
    ],
    [
      'two reports are owed, the older one first',
      grant(2),
      [owed(1), owed(4, { reportId: 'R2' })],
      {
        replacements: [
          ['R1', 1],
          ['R2', 1],
        ],
        others: [],
      },
    ],
  ])('%s', (_case, given, owes, expected) => {
    expect(told(replaceFirst([given], owes))).toEqual(expected);
  });
});
