import { judgeLot, type KnownLot, type LotRules, type LotStop, type ScannedLot } from '@okuru/scan-engine';

/** The lots of a stop: what to take, the soonest to expire first, and what lies there and is not to be taken. */
export interface StopLots {
  readonly toTake: readonly (KnownLot & { readonly units: number })[];
  readonly others: readonly (KnownLot & {
    readonly onHand: number;
    readonly why?: 'expired' | 'expires-soon';
  })[];
}

/** Units of a lot that a step took. */
export interface LotFill extends KnownLot {
  readonly by: number;
  /** The named lot in whose place it was taken. */
  readonly instead?: string;
}

/** What the code said of the unit in the hand, and whether the named lot was looked for in vain. */
export interface ScannedUnit extends ScannedLot {
  readonly namedLotNotFound?: true;
}

/** Which lots so many units are from; by the rules of the server, so that the answer is there without a network. */
export const takeLots = (
  lots: StopLots,
  count: number,
  unit: ScannedUnit,
  rules: LotRules,
):
  | { readonly fills: readonly LotFill[] }
  | { readonly reason: LotStop; readonly named: KnownLot | null; readonly scanned: KnownLot | null } => {
  const fills: LotFill[] = [];
  let now = lots;
  let left = count;
  // bound: each round takes a unit at least, of the units that somebody picked
  while (left > 0) {
    const [first] = now.toTake;
    const known = [...lots.others, ...lots.toTake];
    const here = { named: now.toTake, known };
    const verdict = judgeLot(unit, here, rules, unit.namedLotNotFound ?? false);
    if (verdict.kind === 'stopped')
      return { reason: verdict.reason, named: first ?? null, scanned: verdict.scanned };
    const { lot, expiresOn } = verdict.lot;
    const promise = now.toTake.find((one) => one.lot === (verdict.instead ?? lot));
    const by = promise ? Math.min(left, promise.units) : left;
    const fill = { lot, expiresOn, by, ...(verdict.instead !== null && { instead: verdict.instead }) };
    fills.push(fill);
    now = without(now, [fill]);
    left -= by;
  }
  return { fills };
};

/** What is still to be taken after a step. */
export const without = (lots: StopLots, fills: readonly LotFill[]): StopLots => ({
  ...lots,
  toTake: lots.toTake.flatMap((one) => {
    const units = one.units - unitsOf(fills, one.lot);
    return units > 0 ? [{ ...one, units }] : [];
  }),
});

/** The same after it was taken back. */
export const withAgain = (lots: StopLots, fills: readonly LotFill[]): StopLots => {
  const back = fills.map(({ lot, expiresOn, by, instead }) => ({
    lot: instead ?? lot,
    expiresOn: instead === undefined ? expiresOn : (dayOf(lots, instead) ?? expiresOn),
    units: by,
  }));
  const names = new Set([...lots.toTake, ...back].map(({ lot }) => lot));
  return {
    ...lots,
    toTake: [...names]
      .map((name) => {
        const own = [...lots.toTake, ...back].filter(({ lot }) => lot === name);
        return { ...own[0]!, units: own.reduce((sum, { units }) => sum + units, 0) };
      })
      .sort((one, other) => (one.expiresOn < other.expiresOn ? -1 : 1)),
  };
};

const unitsOf = (fills: readonly LotFill[], name: string): number =>
  fills.reduce((sum, { lot, by, instead }) => sum + ((instead ?? lot) === name ? by : 0), 0);

const dayOf = ({ toTake, others }: StopLots, name: string): string | undefined =>
  [...toTake, ...others].find(({ lot }) => lot === name)?.expiresOn;
