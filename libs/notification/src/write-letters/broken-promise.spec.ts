import { parcelsDelayed } from '@okuru/contracts';
import { breaksPromise, delayedFacts } from './broken-promise.js';

const shop = { shipsWithinDays: 3, timeZone: 'Asia/Tokyo' };
/** 01:00 of the 16th in Tokyo. */
const CONFIRMED = new Date('2026-01-15T16:00:00Z');

describe('a delay', () => {
  it.each([
    ['misses the day that was asked for', { promisedOn: '2026-01-17', missesPromisedDay: true }, true],
    [
      'keeps the day that was asked for, late as it is',
      { promisedOn: '2026-02-20', missesPromisedDay: false, leavesOn: '2026-02-10' },
      false,
    ],
    [
      'leaves within the days that were promised',
      { promisedOn: null, missesPromisedDay: false, leavesOn: '2026-01-19' },
      false,
    ],
    [
      'leaves after the days that were promised',
      { promisedOn: null, missesPromisedDay: false, leavesOn: '2026-01-20' },
      true,
    ],
  ])('%s', (_case, changes, breaks) =>
    expect(breaksPromise({ ...parcelsDelayed.example, ...changes }, CONFIRMED, shop)).toBe(breaks),
  );

  it('of an order that was promised nothing yet breaks nothing', () =>
    expect(
      breaksPromise({ ...parcelsDelayed.example, promisedOn: null, leavesOn: '2027-01-01' }, undefined, shop),
    ).toBe(false));

  it('of several parcels is told with the last day of arrival, and with none where one is not known', () => {
    const [parcel] = parcelsDelayed.example.parcels;
    const of = (...days: (string | null)[]) =>
      delayedFacts({
        ...parcelsDelayed.example,
        parcels: days.map((expectedOn) => ({ ...parcel!, expectedOn })),
      });
    expect(of('2026-01-19', '2026-01-18')).toMatchObject({ expectedOn: '2026-01-19', lines: [{}, {}] });
    expect(of('2026-01-19', null)).toMatchObject({ expectedOn: null });
  });
});
