import { type HeardCutOffs, hoursAndMinutes, minutesLeft, type PickUp, urgencyOf } from './pick-up.js';

const PICK_UP: PickUp = {
  carrier: 'yamato',
  services: ['takkyubin'],
  cutOff: '17:00',
  day: '2026-02-02',
  isToday: true,
  endsAt: '2026-02-02T08:00:00.000Z',
  waiting: 1,
  closed: 2,
  handedOver: 0,
  late: 0,
  awaitingUnits: 0,
};
const HEARD: HeardCutOffs = {
  now: '2026-02-02T05:50:00.000Z',
  pickUps: [PICK_UP],
  undecided: 0,
  askedAtMs: 1_000,
};

describe('the time until a pick-up', () => {
  it('counts from the clock of the shop, and goes on by that of the device', () => {
    expect(hoursAndMinutes(minutesLeft(PICK_UP, HEARD, 1_000)!)).toBe('2:10');
    expect(hoursAndMinutes(minutesLeft(PICK_UP, HEARD, 1_000 + 9 * 60_000)!)).toBe('2:01');
    expect(minutesLeft(PICK_UP, HEARD, 1_000 + 5 * 3_600_000)).toBe(0);
    expect(minutesLeft({ ...PICK_UP, cutOff: null }, HEARD, 1_000)).toBeNull();
  });

  it.each([
    ['calm', 61, {}],
    ['hurry', 60, {}],
    ['urgent', 20, {}],
    ['calm', 20, { isToday: false }],
    ['calm', null, {}],
    ['done', 5, { waiting: 0, closed: 0 }],
    ['late', 600, { waiting: 0, closed: 0, late: 1 }],
  ] as const)('%s with %s minutes left', (urgency, left, more) =>
    expect(urgencyOf({ ...PICK_UP, ...more }, left)).toBe(urgency),
  );
});
