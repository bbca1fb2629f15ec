import { sampleTariffs, yamatoTakkyubin } from '@okuru/carriers';
import { lastPickUpInTime, whenToTell } from './when-to-tell.js';

const SINCE = new Date('2026-02-02T03:00:00Z');
const hours = (count: number): Date => new Date(SINCE.getTime() + count * 3_600_000);

describe('when a buyer is told that units are awaited', () => {
  it.each([
    ['at once, where the promised day is lost already', null, SINCE, 'promised-day'],
    ['when the last pick-up in time is over', hours(5), hours(5), 'promised-day'],
    ['after a day, where the promise holds for longer', hours(60), hours(24), 'long-wait'],
    ['after a day, where nothing is promised', undefined, hours(24), 'long-wait'],
  ] as const)('%s', (_case, lastChance, at, because) =>
    expect(whenToTell(SINCE, lastChance)).toEqual({ at, because }),
  );
});

describe('the last pick-up in time', () => {
  const tariffs = sampleTariffs(13);
  const demand = { prefecture: 13, mode: 'any' as const, cashOnDelivery: false, shipOn: '' };
  const last = (promisedOn: string, service = yamatoTakkyubin, known = tariffs) =>
    lastPickUpInTime('2026-02-02', promisedOn, service, known, demand, undefined);

  it('is that of the day before the promise, in one zone', () =>
    expect(last('2026-02-05')).toBe('2026-02-04'));
  it('is none, where not even the next one is in time', () => expect(last('2026-02-02')).toBeNull());
  it('leaves out days without a pick-up', () =>
    expect(last('2026-02-05', { ...yamatoTakkyubin, noPickUp: { dates: ['2026-02-04'] } })).toBe(
      '2026-02-03',
    ));
  it('is not known without a tariff', () => expect(last('2026-02-05', yamatoTakkyubin, [])).toBeUndefined());
});
