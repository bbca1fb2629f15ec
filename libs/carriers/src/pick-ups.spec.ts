import { earliestJourney, pickUpAfter, pickUpsAround } from './pick-ups.js';
import { sampleTariffs } from './sample/sample-tariffs.js';
import { yamatoTakkyubin } from './services/yamato.js';

/** 2026-11-27 is a Friday. */
const SUNDAYS = { weekdays: [0] };
const calendar = { version: 'test', holidays: new Set(['2026-11-23']), shopClosed: {} };

describe('the pick-ups around now', () => {
  it.each([
    ['before the cut-off', { cutOff: '17:00' }, '16:59', '2026-11-26', '2026-11-27'],
    ['exactly at it, which is in time', { cutOff: '17:00' }, '17:00', '2026-11-26', '2026-11-27'],
    ['a minute after it', { cutOff: '17:00' }, '17:01', '2026-11-27', '2026-11-28'],
    ['without one, until the day ends', {}, '23:59', '2026-11-26', '2026-11-27'],
  ])('%s', (_case, service, time, last, next) =>
    expect(pickUpsAround(service, { day: '2026-11-27', time }, calendar)).toEqual({ last, next }),
  );

  it('leave out days on which the carrier or the shop rests, in both directions', () => {
    const service = { cutOff: '12:00', noPickUp: SUNDAYS };
    expect(pickUpsAround(service, { day: '2026-11-28', time: '13:00' }, calendar)).toEqual({
      last: '2026-11-28',
      next: '2026-11-30',
    });
    const shut = { ...calendar, shopClosed: { holidays: true } };
    expect(pickUpsAround(service, { day: '2026-11-24', time: '11:00' }, shut).last).toBe('2026-11-21');
    expect(pickUpAfter(service, '2026-11-21', shut)).toBe('2026-11-24');
  });

  it('are none where nobody ever comes', () =>
    expect(
      pickUpsAround(
        { noPickUp: { weekdays: [0, 1, 2, 3, 4, 5, 6] } },
        { day: '2026-11-27', time: '09:00' },
        calendar,
      ),
    ).toEqual({ last: undefined, next: undefined }));
});

describe('the earliest journey', () => {
  const demand = { prefecture: 13, mode: 'any' as const, cashOnDelivery: false, shipOn: '2026-11-27' };
  it('knows the day of arrival, also where an earlier one was asked for', () => {
    const tariffs = sampleTariffs(13);
    const one = earliestJourney(yamatoTakkyubin, tariffs, { ...demand, arriveOn: '2026-11-20' }, calendar);
    expect(one).toEqual({ leavesOn: '2026-11-27', arrivesOn: '2026-11-28' });
  });
  it('is unknown without a tariff', () =>
    expect(earliestJourney(yamatoTakkyubin, [], demand, calendar)).toBeUndefined());
});
