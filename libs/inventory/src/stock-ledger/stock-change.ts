/** A stock row as its transaction found and locked it. */
export interface StockRow {
  readonly sku: string;
  readonly onHand: number;
  readonly free: number;
  readonly reserved: number;
  readonly waiting: number;
  readonly safety: number;
  /** Its units are kept by lot. */
  readonly byLot?: boolean;
}

/** By how much a stock row changes; `free` follows. */
export interface StockChange {
  readonly sku: string;
  readonly onHand?: number;
  readonly reserved?: number;
  readonly waiting?: number;
  readonly safety?: number;
}

/** One change per sku, in the order of skus, and none that changes nothing. */
export const addUp = (changes: readonly StockChange[]): Required<StockChange>[] => {
  const total = new Map<string, Required<StockChange>>();
  for (const { sku, onHand = 0, reserved = 0, waiting = 0, safety = 0 } of changes) {
    const before = total.get(sku) ?? { sku, onHand: 0, reserved: 0, waiting: 0, safety: 0 };
    total.set(sku, {
      sku,
      onHand: before.onHand + onHand,
      reserved: before.reserved + reserved,
      waiting: before.waiting + waiting,
      safety: before.safety + safety,
    });
  }
  return [...total.values()]
    .filter((change) => change.onHand || change.reserved || change.waiting || change.safety)
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
};

/** The rows as they will stand once the changes are written. */
export const rowsAfter = (rows: Iterable<StockRow>, changes: readonly StockChange[]): StockRow[] => {
  const changeOf = new Map(addUp(changes).map((change) => [change.sku, change]));
  return [...rows].map((row) => {
    const change = changeOf.get(row.sku);
    if (!change) return row;
    return {
      ...row,
      onHand: row.onHand + change.onHand,
      reserved: row.reserved + change.reserved,
      free: row.free + change.onHand - change.reserved,
      waiting: row.waiting + change.waiting,
      safety: row.safety + change.safety,
    };
  });
};
