/** One parcel of one item alone that was billed in a larger class than planned. */
export interface CorrectionEvidence {
  readonly trackingNumber: string;
  readonly parcelId: string;
  readonly billNumber: string;
  readonly units: number;
  readonly over: 'bulge' | 'weight';
  readonly plannedClass: string;
  readonly billedClass: string;
  readonly billedWeightGrams: number | null;
  readonly tareGrams: number | null;
  /** Billed above plan. */
  readonly yen: number;
}

/** The item as the master knew it when the parcels were planned. */
export interface Measured {
  readonly size: { readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number } | null;
  readonly weightGrams: number | null;
}

/** Nobody changes the master but a person: a proposal says what to look at, and a weight only where scales have spoken. */
export interface ItemCorrection {
  readonly sku: string;
  readonly parcels: number;
  readonly parcelsOver: number;
  readonly yen: number;
  readonly now: Measured;
  readonly propose: {
    /** Median of what the carrier's scales leave for one unit; null: no bill says it, or it agrees with the master. */
    readonly weightGrams: number | null;
    /** Measure the item: a class says too little to name a size. */
    readonly measureSize: boolean;
  };
  /** Where a person accepts it; the proposal goes when size or weight of the item change. */
  readonly accept: { readonly method: 'PUT'; readonly path: string };
  readonly evidence: readonly CorrectionEvidence[];
}

export const proposeCorrection = (
  sku: string,
  parcels: number,
  now: Measured,
  evidence: readonly CorrectionEvidence[],
): ItemCorrection => {
  const weights = evidence.flatMap(unitWeightGrams);
  const median = [...weights].sort((a, b) => a - b)[Math.floor(weights.length / 2)];
  const weightGrams = median !== undefined && median > (now.weightGrams ?? 0) ? median : null;
  return {
    sku,
    parcels,
    parcelsOver: evidence.length,
    yen: evidence.reduce((sum, { yen }) => sum + yen, 0),
    now,
    propose: {
      weightGrams,
      measureSize: evidence.some(({ over }) => over === 'bulge') || weightGrams === null,
    },
    accept: { method: 'PUT', path: `/v1/items/${encodeURIComponent(sku)}` },
    evidence,
  };
};

/** Whatever else is in the package (filler, a leaflet) counts as goods, so it is an upper bound, rounded to grams. */
const unitWeightGrams = ({ billedWeightGrams, tareGrams, units }: CorrectionEvidence): number[] =>
  billedWeightGrams === null || tareGrams === null || billedWeightGrams <= tareGrams
    ? []
    : [Math.round((billedWeightGrams - tareGrams) / units)];
