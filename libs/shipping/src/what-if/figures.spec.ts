import { addAnswer, CHANGES_SHOWN_MAX, NO_FIGURES, savingsOf } from './figures.js';
import { monthBefore } from './month-before.js';
import type { Repriced, RepricedParcel } from './reprice.js';

const parcel = (packageCode: string, service: string, yen: number): RepricedParcel => ({
  packageCode,
  service,
  yen,
});
const answer = (over: Partial<Repriced> = {}): Repriced => ({
  ...{ orderId: 'o', reference: 'A-1', plannedYen: 900, leftToAPerson: false },
  now: [parcel('C80', 'yamato/takkyubin', 900)],
  then: [parcel('C80', 'yamato/takkyubin', 900)],
  ...over,
});
const CHEAPER = answer({ then: [parcel('C70', 'sagawa/takuhaibin', 800)] });
const figuresOf = (...answers: Repriced[]) => answers.reduce(addAnswer, NO_FIGURES);

describe('figures of a what-if', () => {
  it('count what stays, what changes and what it saves, by package and by service', () => {
    const figures = figuresOf(answer(), CHEAPER, CHEAPER);
    expect(figures).toMatchObject({
      ...{ done: 3, compared: 3, changed: 2, cheaper: 2, dearer: 0, plannedYen: 2_700, unplanned: 0 },
      total: { nowParcels: 3, nowYen: 2_700, thenParcels: 3, thenYen: 2_500 },
      packages: {
        C80: { nowParcels: 3, nowYen: 2_700, thenParcels: 1, thenYen: 900 },
        C70: { nowParcels: 0, nowYen: 0, thenParcels: 2, thenYen: 1_600 },
      },
      services: { 'sagawa/takuhaibin': { nowParcels: 0, thenParcels: 2 } },
    });
    expect(figures.changes).toHaveLength(2);
    expect(figures.changes[0]).toMatchObject({ savedYen: 100 });
  });

  it('compare nothing with a refusal or with what a person picks', () => {
    const figures = figuresOf(
      answer({ then: null }),
      answer({ now: null }),
      answer({ now: null, then: null, leftToAPerson: true }),
    );
    expect(figures).toMatchObject({ done: 3, compared: 0, refusedNow: 1, refusedThen: 1, leftToAPerson: 1 });
    expect(figures.total).toEqual({ nowParcels: 0, nowYen: 0, thenParcels: 0, thenYen: 0 });
  });

  it('call another price in the same package no change of the way', () => {
    const dearer = answer({ then: [parcel('C80', 'yamato/takkyubin', 950)] });
    expect(figuresOf(dearer)).toMatchObject({ changed: 0, dearer: 1, changes: [{ savedYen: -50 }] });
  });

  it('know the parcels of one order in any sequence', () => {
    const [a, b] = [parcel('C60', 'x/y', 500), parcel('C80', 'x/y', 600)];
    expect(figuresOf(answer({ now: [a, b], then: [b, a] })).changed).toBe(0);
  });

  it('show the largest changes only, whatever comes', () => {
    const many = Array.from({ length: CHANGES_SHOWN_MAX + 20 }, (_, yen) =>
      answer({ then: [parcel('C70', 'sagawa/takuhaibin', yen)] }),
    );
    const { changes } = figuresOf(...many);
    expect(changes).toHaveLength(CHANGES_SHOWN_MAX);
    expect(changes[0]!.savedYen).toBe(900);
    expect(changes.at(-1)!.savedYen).toBe(900 - CHANGES_SHOWN_MAX + 1);
  });

  it('are the same whether answered at once or in batches', () => {
    const answers = [answer(), CHEAPER, answer({ then: null }), CHEAPER];
    const stored = JSON.parse(JSON.stringify(figuresOf(...answers.slice(0, 2)))) as typeof NO_FIGURES;
    expect(answers.slice(2).reduce(addAnswer, stored)).toEqual(figuresOf(...answers));
  });

  it('bring the savings of any period to an average month', () => {
    const figures = figuresOf(...Array.from({ length: 10 }, () => CHEAPER));
    expect(savingsOf(figures, { from: '2026-10-01', to: '2026-10-31' })).toEqual({
      ...{ savedYen: 1_000, savedYenPerMonth: 982, savedPercent: 11.1 },
    });
    expect(savingsOf(figures, { from: '2026-10-01', to: '2026-10-01' }).savedYenPerMonth).toBe(30_438);
    expect(savingsOf(NO_FIGURES, { from: '2026-10-01', to: '2026-10-01' }).savedPercent).toBe(0);
  });
});

describe('the month before', () => {
  it.each([
    ['2026-11-26', '2026-10-01', '2026-10-31'],
    ['2026-01-01', '2025-12-01', '2025-12-31'],
    ['2028-03-31', '2028-02-01', '2028-02-29'],
  ])('%s is from %s to %s', (today, from, to) => {
    expect(monthBefore(today)).toEqual({ from, to });
  });
});
