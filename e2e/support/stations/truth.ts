/** A box on the floor: what a camera over the tables would have seen, whatever any screen believed. */
export interface Box {
  readonly parcelId: string;
  readonly orderId: string;
  /** Skus of the units that lie in it. */
  readonly goods: string[];
  /** The waybill that sticks on it. */
  sticker: string | null;
}

/** What truly happened at the tables and the cage. */
export class Truth {
  readonly left: Box[] = [];
  /** Set aside after a stop that nothing at the table could mend. */
  readonly aside: Box[] = [];
  /** Waybills that were printed, by parcel. */
  readonly printed = new Map<string, Set<string>>();
  /** Scans that a screen or the server stopped, by the server's reason. */
  readonly stopped = new Map<string, number>();
  readonly tried = { wrongUnits: 0, swappedStickers: 0, cancels: 0, doubleReads: 0, reloads: 0 };
  /** Whatever the screens and the server did not say the same of, except where the office cancelled meanwhile. */
  readonly disagreements: string[] = [];

  stop(reason: string): void {
    this.stopped.set(reason, (this.stopped.get(reason) ?? 0) + 1);
  }

  print(parcelId: string, waybill: string): void {
    this.printed.set(parcelId, (this.printed.get(parcelId) ?? new Set()).add(waybill));
  }
}

/** What the books say of one parcel. */
export interface BookedParcel {
  readonly parcelId: string;
  readonly status: string;
  readonly orderCancelled: boolean;
  readonly trackingNumber: string | null;
  readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly scanned: number }[];
}

export interface Books {
  readonly parcels: readonly BookedParcel[];
  /** Rows of blocked scans, by reason. */
  readonly blocked: Readonly<Record<string, number>>;
}

export interface Verdict {
  readonly wrongParcels: readonly string[];
  readonly lostScans: readonly string[];
  readonly notOneWaybill: readonly string[];
  readonly uncounted: readonly string[];
  readonly disagreements: readonly string[];
}

/** Holds what happened against the books. All lists are empty when nothing wrong left and nothing was lost. */
export const judge = (truth: Truth, { parcels, blocked }: Books): Verdict => {
  const booked = new Map(parcels.map((parcel) => [parcel.parcelId, parcel]));
  const boxes = new Map<string, number>();
  for (const { parcelId } of truth.left) boxes.set(parcelId, (boxes.get(parcelId) ?? 0) + 1);
  return {
    wrongParcels: [
      ...truth.left.flatMap((box) => wrongWith(box, booked.get(box.parcelId))),
      ...parcels.flatMap(({ parcelId, status }) => {
        const count = boxes.get(parcelId) ?? 0;
        return count === (status === 'dispatched' ? 1 : 0)
          ? []
          : [`${parcelId}: ${count} boxes left, ${status}`];
      }),
    ],
    lostScans: truth.left.flatMap(({ parcelId, goods }) => {
      const scanned = booked.get(parcelId)?.lines.reduce((sum, line) => sum + line.scanned, 0) ?? 0;
      return scanned === goods.length ? [] : [`${parcelId}: ${goods.length} units, ${scanned} scanned`];
    }),
    notOneWaybill: [
      ...[...truth.printed].flatMap(([parcelId, waybills]) =>
        waybills.size === 1 ? [] : [`${parcelId}: ${[...waybills].join(', ')}`],
      ),
      ...sharedWaybills(parcels),
    ],
    uncounted: [...new Set([...truth.stopped.keys(), ...Object.keys(blocked)])].flatMap((reason) => {
      const happened = truth.stopped.get(reason) ?? 0;
      const counted = blocked[reason] ?? 0;
      return happened === counted ? [] : [`${reason}: ${happened} stopped, ${counted} counted`];
    }),
    disagreements: truth.disagreements,
  };
};

const wrongWith = ({ parcelId, goods, sticker }: Box, booked: BookedParcel | undefined): string[] => {
  if (!booked) return [`${parcelId}: nobody knows it`];
  const wanted = booked.lines.flatMap(({ sku, quantity }) => Array.from({ length: quantity }, () => sku));
  const faults: string[] = [];
  if (sorted(goods) !== sorted(wanted))
    faults.push(`${parcelId}: ${sorted(goods)} instead of ${sorted(wanted)}`);
  if (sticker !== booked.trackingNumber)
    faults.push(`${parcelId}: under ${sticker}, not ${booked.trackingNumber}`);
  if (booked.orderCancelled) faults.push(`${parcelId}: its order is cancelled`);
  return faults;
};

const sorted = (skus: readonly string[]): string => [...skus].sort().join(' ');

const sharedWaybills = (parcels: readonly BookedParcel[]): string[] => {
  const seen = new Map<string, string>();
  return parcels.flatMap(({ parcelId, trackingNumber }) => {
    if (trackingNumber === null) return [];
    const other = seen.get(trackingNumber);
    seen.set(trackingNumber, parcelId);
    return other ? [`${trackingNumber}: of ${other} and ${parcelId}`] : [];
  });
};
