import { lineKey } from '../reservation/line-key.js';

/** Units of an order line that left in a parcel. */
export interface ShippedLine {
  readonly parcelId: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
}

/** An order line and the units set aside for it. */
export interface HeldLine {
  readonly orderId: string;
  readonly lineId: string;
  readonly sku: string;
  readonly held: number;
}

/** A parcel left with units nobody had reserved for it; only a person can tell which record is wrong. */
export class NothingReserved extends Error {
  override readonly name = 'NothingReserved';

  constructor({ parcelId, orderId, lineId, sku, quantity }: ShippedLine, held: number | undefined) {
    super(
      `Parcel ${parcelId} left with ${quantity} of ${sku} for line ${lineId} of order ${orderId}, ` +
        (held === undefined ? 'of which nothing was ever reserved.' : `of which ${held} are reserved.`),
    );
  }
}

/** Which parcel took which order line along. A parcel may hold several orders. */
export const shipmentKey = (line: Omit<ShippedLine, 'sku' | 'quantity'>): string =>
  `${line.parcelId} ${lineKey(line)}`;

/**
 * What has to be issued: one entry per parcel and order line, without those the ledger holds already.
 * Throws when a line holds fewer units than left.
 */
export const issue = (
  shipped: readonly ShippedLine[],
  lines: Iterable<HeldLine>,
  inLedger: ReadonlySet<string>,
): ShippedLine[] => {
  const held = new Map<string, HeldLine>();
  for (const line of lines) held.set(lineKey(line), line);
  const issued = mergeSame(shipped.filter((line) => !inLedger.has(shipmentKey(line))));
  for (const line of issued) {
    const before = held.get(lineKey(line));
    if (before?.sku !== line.sku || before.held < line.quantity) {
      throw new NothingReserved(line, before?.sku === line.sku ? before.held : undefined);
    }
    held.set(lineKey(line), { ...before, held: before.held - line.quantity });
  }
  return issued;
};

const mergeSame = (shipped: readonly ShippedLine[]): ShippedLine[] => {
  const merged = new Map<string, ShippedLine>();
  for (const line of shipped) {
    const before = merged.get(shipmentKey(line));
    merged.set(shipmentKey(line), { ...line, quantity: line.quantity + (before?.quantity ?? 0) });
  }
  return [...merged.values()];
};
