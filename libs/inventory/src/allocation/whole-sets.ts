/** What of a line decides how many whole sets can be had. */
interface SetLine {
  readonly orderId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly whenShort: 'wait' | 'cancel';
  readonly set?: { readonly lineId: string; readonly quantity: number };
}

/**
 * Where an order gives up what is short, it gives up whole sets: nobody is sent half of one. Other orders wait for the rest,
 * and need none of this. Answers the line with as many of its units as whole sets can be had; ask in the order of serving.
 */
export const inWholeSets = <Line extends SetLine>(
  lines: readonly Line[],
  left: ReadonlyMap<string, number>,
): ((line: Line) => Line) => {
  const served = new Map<string, number>();
  return (line) => {
    if (line.set === undefined || line.whenShort === 'wait') return line;
    const key = setKey(line);
    // Counted at the first line of the set: the others are served right after it, and of the units counted for them.
    const sets =
      served.get(key) ??
      setsLeft(
        lines.filter((one) => one.set && setKey(one) === key),
        left,
      );
    served.set(key, sets);
    return { ...line, quantity: (line.quantity / line.set.quantity) * sets };
  };
};

const setKey = ({ orderId, set }: SetLine): string => `${orderId} ${set?.lineId}`;

/** A part may stand on several lines of its set, one yen apart in price. */
const setsLeft = (lines: readonly SetLine[], left: ReadonlyMap<string, number>): number => {
  const perSet = new Map<string, number>();
  for (const { sku, quantity, set } of lines)
    perSet.set(sku, (perSet.get(sku) ?? 0) + quantity / (set?.quantity ?? 1));
  const ordered = lines[0]?.set?.quantity ?? 0;
  return Math.min(ordered, ...[...perSet].map(([sku, units]) => Math.floor((left.get(sku) ?? 0) / units)));
};
