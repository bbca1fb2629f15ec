import { judgeLot, type LotsHere, type ScannedLot } from './judge-lot.js';

const rules = { today: '2026-05-10', usableUntilMin: '2026-05-20' };
const lot = (name: string, expiresOn: string) => ({ lot: name, expiresOn });
const [MAY, JUNE, JULY] = [lot('M', '2026-05-31'), lot('J', '2026-06-30'), lot('Y', '2026-07-31')];
const here: LotsHere = {
  named: [MAY, JUNE],
  known: [MAY, JUNE, JULY, lot('OLD', '2026-05-09'), lot('SOON', '2026-05-19')],
};
const judge = (scanned: ScannedLot, at = here, notFound = false) => judgeLot(scanned, at, rules, notFound);

describe('the lot in the hand', () => {
  it('is the named one that expires first where the code says nothing', () => {
    expect(judge({})).toEqual({ kind: 'taken', lot: MAY, instead: null, isScanned: false });
  });

  it.each([MAY, JUNE])('may be any of those named: $lot', (one) => {
    expect(judge({ lot: one.lot })).toEqual({ kind: 'taken', lot: one, instead: null, isScanned: true });
  });

  it.each(['2026-05-25', MAY.expiresOn])('may be another one that expires no later: %s', (usableUntil) => {
    expect(judge({ lot: 'X', usableUntil })).toEqual({
      kind: 'taken',
      lot: lot('X', usableUntil),
      instead: 'M',
      isScanned: true,
    });
  });

  it('that expires later is taken only where the named one was not found', () => {
    expect(judge({ lot: 'Y' })).toEqual({ kind: 'stopped', reason: 'lot-later', scanned: JULY });
    expect(judge({ lot: 'Y' }, here, true)).toMatchObject({ kind: 'taken', lot: JULY, instead: 'M' });
  });

  it.each<[string, ScannedLot]>([
    ['lot-expired', { lot: 'OLD' }],
    ['lot-expired', { lot: 'X', usableUntil: '2026-05-09' }],
    ['lot-expires-soon', { lot: 'SOON' }],
    ['lot-unknown', { lot: 'X' }],
    ['lot-unknown', { usableUntil: '2026-12-31' }],
  ])('is stopped as %s: %j', (reason, scanned) => {
    expect(judge(scanned)).toMatchObject({ kind: 'stopped', reason });
    expect(judge(scanned, here, true)).toMatchObject({ kind: 'stopped', reason });
  });

  it('may still be used on its last day', () => {
    expect(
      judgeLot(
        { lot: 'X', usableUntil: '2026-05-10' },
        here,
        { ...rules, usableUntilMin: rules.today },
        false,
      ),
    ).toMatchObject({
      kind: 'taken',
    });
  });

  it('has the earlier of two days', () => {
    expect(judge({ lot: 'M', usableUntil: '2026-05-01' })).toMatchObject({ reason: 'lot-expired' });
    expect(judge({ lot: 'OLD', usableUntil: '2026-12-31' })).toMatchObject({ reason: 'lot-expired' });
  });

  it('must be told where none is named', () => {
    const none = { ...here, named: [] };
    expect(judge({}, none)).toMatchObject({ kind: 'stopped', reason: 'no-lot' });
    expect(judge({ lot: 'Y' }, none)).toMatchObject({ kind: 'taken', lot: JULY, instead: null });
  });

  it('is told by its day alone where the books have a lot of that day', () => {
    expect(judge({ usableUntil: '2026-06-30' })).toMatchObject({ kind: 'taken', lot: JUNE });
  });
});
