import { journey } from './arrival.js';
import { yamatoNekopos, yamatoTakkyubin } from './services/yamato.js';
import type { Calendar, CarrierService, DeliveryDemand, Tariff } from './types.js';

const OSAKA = 27;
const TARIFF: Tariff = {
  carrier: 'yamato',
  service: 'takkyubin',
  version: 'contract',
  source: 'our contract',
  isSample: false,
  effectiveFrom: '2026-04-01',
  zoneByPrefecture: { [OSAKA]: 'kansai' },
  priceYen: { kansai: { 60: 600 } },
  cashOnDeliveryFeeYen: 0,
  leadDaysByPrefecture: { [OSAKA]: 2 },
};
/** 2026-11-23 is a Monday and 勤労感謝の日. */
const CALENDAR: Calendar = { version: 'test', holidays: new Set(['2026-11-23', '2026-11-03']) };

interface Case {
  readonly service?: Partial<CarrierService>;
  readonly demand?: Partial<DeliveryDemand>;
  readonly calendar?: Partial<Calendar>;
  readonly extraDays?: number;
}

const travels = ({ service, demand, calendar, extraDays = 0 }: Case) =>
  journey(
    { ...yamatoTakkyubin, ...service },
    TARIFF,
    { prefecture: OSAKA, mode: 'any', cashOnDelivery: false, shipOn: '2026-11-20', ...demand },
    extraDays,
    { ...CALENDAR, ...calendar },
  );

describe('the journey of a parcel', () => {
  it.each<[string, Case, { leavesOn: string; arrivesOn: string } | string]>([
    ['takes the lead days', {}, { leavesOn: '2026-11-20', arrivesOn: '2026-11-22' }],
    ['a day more to an island', { extraDays: 1 }, { leavesOn: '2026-11-20', arrivesOn: '2026-11-23' }],
    [
      'still leaves when it is ready at the cut-off',
      { service: { cutOff: '17:00' }, demand: { readyAt: '17:00' } },
      { leavesOn: '2026-11-20', arrivesOn: '2026-11-22' },
    ],
    [
      'leaves a day later after the cut-off',
      { service: { cutOff: '17:00' }, demand: { readyAt: '17:01' } },
      { leavesOn: '2026-11-21', arrivesOn: '2026-11-23' },
    ],
    [
      'waits over the shop’s weekend',
      { demand: { shipOn: '2026-11-21' }, calendar: { shopClosed: { weekdays: [0, 6] } } },
      { leavesOn: '2026-11-23', arrivesOn: '2026-11-25' },
    ],
    [
      'waits over weekend and holiday',
      { demand: { shipOn: '2026-11-21' }, calendar: { shopClosed: { weekdays: [0, 6], holidays: true } } },
      { leavesOn: '2026-11-24', arrivesOn: '2026-11-26' },
    ],
    [
      'waits for a carrier that does not pick up',
      { service: { noPickUp: { dates: ['2026-11-20'] } } },
      { leavesOn: '2026-11-21', arrivesOn: '2026-11-23' },
    ],
    [
      'is delivered on the first day on which the carrier delivers',
      { service: { noDelivery: { weekdays: [0], holidays: true } } },
      { leavesOn: '2026-11-20', arrivesOn: '2026-11-24' },
    ],
    [
      'is kept until the day asked for',
      { demand: { arriveOn: '2026-11-28' } },
      { leavesOn: '2026-11-20', arrivesOn: '2026-11-28' },
    ],
    [
      'just reaches the day asked for',
      { demand: { arriveOn: '2026-11-22' } },
      { leavesOn: '2026-11-20', arrivesOn: '2026-11-22' },
    ],
    ['no longer reaches it', { demand: { arriveOn: '2026-11-21' } }, 'date-not-reachable'],
    [
      'misses it by the cut-off',
      { service: { cutOff: '17:00' }, demand: { readyAt: '18:00', arriveOn: '2026-11-22' } },
      'date-not-reachable',
    ],
    [
      'is not kept by a mailbox service',
      { service: { timeSlots: yamatoNekopos.timeSlots }, demand: { arriveOn: '2026-11-28' } },
      'date-not-offered',
    ],
    [
      'may be asked for on the very day by a mailbox service',
      { service: { timeSlots: yamatoNekopos.timeSlots }, demand: { arriveOn: '2026-11-22' } },
      { leavesOn: '2026-11-20', arrivesOn: '2026-11-22' },
    ],
    [
      'is not asked for on a day on which nothing is delivered',
      { service: { noDelivery: { weekdays: [0] } }, demand: { arriveOn: '2026-11-29' } },
      'date-not-offered',
    ],
    [
      'never leaves a shop that is always closed',
      { calendar: { shopClosed: { weekdays: [0, 1, 2, 3, 4, 5, 6] } } },
      'no-pick-up',
    ],
    [
      'crosses the year',
      { demand: { shipOn: '2026-12-31' } },
      { leavesOn: '2026-12-31', arrivesOn: '2027-01-02' },
    ],
    [
      'crosses the leap day',
      { demand: { shipOn: '2028-02-28' } },
      { leavesOn: '2028-02-28', arrivesOn: '2028-03-01' },
    ],
    [
      'to a place without lead days has no arrival',
      { demand: { prefecture: 1 } },
      { leavesOn: '2026-11-20', arrivesOn: null as never },
    ],
    [
      'and promises no date there',
      { demand: { prefecture: 1, arriveOn: '2026-12-24' } },
      'arrival-not-known',
    ],
  ])('%s', (_what, given, expected) => {
    expect(travels(given)).toEqual(expected);
  });
});
