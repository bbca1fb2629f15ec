import { AMEND, AMEND_TOO_LATE, CANCEL, CONFIRM, DEADLINE, payment, receipt, REJECT } from './acts.js';
import type { Scenario } from './scenario.js';

const PRICE = 1000;
const BANK_TRANSFER = { payment: { method: 'bank-transfer' } };
const REMARK = { remarks: 'ラッピングをお願いします' };
const SHIP_AVAILABLE = { shortStock: 'ship-available' };
const CANCEL_SHORT = { shortStock: 'cancel-short' };

/** Of scenarios with hundreds or thousands of schedules, as many as a run can afford; `OKURU_SCHEDULES` runs more. */
const SOME = 25;

type Told = Partial<Scenario> & Pick<Scenario, 'units' | 'onHand' | 'acts'>;

const scenario = (name: string, told: Told): Scenario => ({
  name,
  crew: 'in three steps',
  explores: 'services',
  ...told,
});

const IN_STOCK = { units: 1, onHand: 1 };
const SHORT = { units: 2, onHand: 1 };
const LARGER_THAN_ANY_PACKAGE_MM = [1900, 600, 600] as const;

/** What is put in every order at order, inventory and shipping. */
const OF_SERVICES: readonly Scenario[] = [
  scenario('in stock', { ...IN_STOCK, acts: [] }),
  scenario('in stock, of a weight nobody knows', { ...IN_STOCK, acts: [], weightUnknown: true }),
  scenario('in stock, cancelled', { ...IN_STOCK, acts: [CANCEL] }),
  scenario('in stock, amended', { ...IN_STOCK, acts: [AMEND], some: SOME }),
  scenario('in stock, sent, amended too late', { ...IN_STOCK, acts: [AMEND_TOO_LATE], crew: 'in one go' }),
  scenario('in stock, amended, cancelled', { ...IN_STOCK, acts: [AMEND, CANCEL], some: SOME }),
  scenario('held, confirmed, amended, cancelled', {
    ...IN_STOCK,
    order: REMARK,
    acts: [CONFIRM, AMEND, CANCEL],
    crew: 'in one go',
    some: SOME,
  }),
  scenario('ships what is available, a receipt, amended', {
    ...SHORT,
    order: SHIP_AVAILABLE,
    acts: [receipt(1), AMEND],
    some: SOME,
  }),
  scenario('a backorder, a receipt, cancelled', {
    units: 1,
    onHand: 0,
    acts: [receipt(1), CANCEL],
    crew: 'in one go',
  }),
  scenario('partly in stock, ships complete, a receipt, cancelled', {
    ...SHORT,
    acts: [receipt(1), CANCEL],
    some: SOME,
  }),
  scenario('ships what is available, a receipt', {
    ...SHORT,
    order: SHIP_AVAILABLE,
    acts: [receipt(1)],
    crew: 'in one go',
    some: SOME,
  }),
  scenario('ships what is available, a receipt, cancelled', {
    ...SHORT,
    order: SHIP_AVAILABLE,
    acts: [receipt(1), CANCEL],
    some: SOME,
  }),
  scenario('cancels what is short: all of it', { units: 1, onHand: 0, order: CANCEL_SHORT, acts: [CANCEL] }),
  scenario('cancels what is short: one of two, cancelled', {
    ...SHORT,
    order: CANCEL_SHORT,
    acts: [CANCEL],
    some: SOME,
  }),
  scenario('fits no package, cancelled', { ...IN_STOCK, sizeMm: LARGER_THAN_ANY_PACKAGE_MM, acts: [CANCEL] }),
  scenario('partly in stock, fits no package, a receipt, cancelled', {
    ...SHORT,
    sizeMm: LARGER_THAN_ANY_PACKAGE_MM,
    order: SHIP_AVAILABLE,
    acts: [receipt(1), CANCEL],
    some: SOME,
  }),
  scenario('a unit is missing, another is there', { units: 1, onHand: 2, misses: true, acts: [] }),
  scenario('a unit is missing, another is there, cancelled', {
    ...{ units: 1, onHand: 2, misses: true, acts: [CANCEL] },
    crew: 'in one go',
    some: SOME,
  }),
  scenario('a unit is missing, a receipt, cancelled', {
    ...{ ...IN_STOCK, misses: true, acts: [receipt(1), CANCEL] },
    crew: 'in one go',
    some: SOME,
  }),
  scenario('a unit is missing, none is there until a receipt', {
    ...{ ...IN_STOCK, misses: true, acts: [{ ...receipt(1), after: 'parcel.shortage-reported' }] },
    some: SOME,
  }),
  scenario('a unit is missing, a receipt, amended', {
    ...{ units: 2, onHand: 2, misses: true, acts: [receipt(1), AMEND] },
    crew: 'in one go',
    some: SOME,
  }),
  scenario('two units, the box takes one', {
    ...{ units: 2, onHand: 2, divides: true, acts: [] },
    crew: 'in one go',
    some: SOME,
  }),
  scenario('two units, the box takes one, amended, cancelled', {
    ...{ units: 2, onHand: 2, divides: true, acts: [AMEND, CANCEL] },
    crew: 'in one go',
    some: SOME,
  }),
  scenario('in stock, arrives', { ...IN_STOCK, arrives: true, acts: [], crew: 'in one go' }),
  scenario('in stock, cancelled, arrives', {
    ...IN_STOCK,
    arrives: true,
    acts: [CANCEL],
    crew: 'in one go',
    some: SOME,
  }),
  scenario('one unit for two orders, a receipt, the first cancelled', {
    ...IN_STOCK,
    acts: [CANCEL],
    rival: { acts: [receipt(1)] },
    crew: 'in one go',
    some: SOME,
  }),
  scenario('one unit for two orders, both cancelled', {
    ...IN_STOCK,
    acts: [CANCEL],
    rival: { acts: [CANCEL] },
    crew: 'in one go',
    some: SOME,
  }),
  scenario('held, confirmed, cancelled', {
    ...IN_STOCK,
    order: REMARK,
    acts: [CONFIRM, CANCEL],
    crew: 'in one go',
  }),
  scenario('held, confirmed, rejected', { ...IN_STOCK, order: REMARK, acts: [CONFIRM, REJECT] }),
  scenario('awaiting payment, paid, expired', {
    ...IN_STOCK,
    order: BANK_TRANSFER,
    acts: [payment(PRICE), DEADLINE],
    movesClock: true,
  }),
  scenario('awaiting payment, paid, expired, cancelled', {
    ...IN_STOCK,
    order: BANK_TRANSFER,
    acts: [payment(PRICE), DEADLINE, CANCEL],
    movesClock: true,
    some: SOME,
  }),
];

/** What is put in every order at notification. */
const OF_LETTERS: readonly Scenario[] = [
  scenario('letters: sent', { ...IN_STOCK, acts: [], explores: 'letters' }),
  scenario('letters: cancelled', { ...IN_STOCK, acts: [CANCEL], explores: 'letters' }),
  scenario('letters: amended', { ...IN_STOCK, acts: [AMEND], explores: 'letters' }),
  scenario('letters: paid late', {
    ...IN_STOCK,
    order: BANK_TRANSFER,
    acts: [payment(PRICE)],
    explores: 'letters',
  }),
  scenario('letters: in two parcels', {
    ...SHORT,
    order: SHIP_AVAILABLE,
    acts: [receipt(1)],
    explores: 'letters',
  }),
];

export const SCENARIOS: readonly Scenario[] = [...OF_SERVICES, ...OF_LETTERS];
