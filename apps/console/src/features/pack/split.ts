import type { Parcel, ParcelLine } from '../../shared/parcels/parcel.js';
import { stayingWith } from '../../shared/parcels/enclosures.js';
import { unproven } from '../../shared/parcels/parcel.js';

/** A box and what it is planned as. */
interface SplitBox {
  readonly lines: readonly { readonly lineId: string; readonly sku: string; readonly quantity: number }[];
  readonly packageCode: string | null;
  readonly carrier: string | null;
  readonly service: string | null;
  readonly plannedYen: number | null;
}

/** What `/v1/parcels/:parcelId/split` answers: the box as it is then, and the further ones. */
export interface Split {
  readonly stays: SplitBox;
  /** Without ids while it is only asked what a split would make. */
  readonly parcels: readonly (SplitBox & { readonly parcelId?: string })[];
  /** Units that are not there; they come in a parcel of their own. */
  readonly awaits: SplitBox['lines'];
  readonly extraYen: number | null;
  /** The number on the box that must not be used any more. */
  readonly voidWaybill: string | null;
}

interface NamedUnits {
  readonly sku: string;
  readonly name: string;
  readonly units: number;
}

/** By the server's rule: what is proven stays, what is not goes, and what is awaited comes later. */
export const halvesOf = ({
  lines,
}: Parcel): { readonly stays: NamedUnits[]; readonly goes: NamedUnits[]; readonly waits: NamedUnits[] } => ({
  stays: bySku(lines, ({ scanned }) => scanned),
  goes: bySku(lines, unproven),
  waits: bySku(lines, ({ waitsFor }) => waitsFor),
});

/** Nothing is left that another box could take. */
export const isWhole = (parcel: Parcel): boolean => {
  const { goes, waits } = halvesOf(parcel);
  return goes.length + waits.length === 0;
};

const bySku = (lines: readonly ParcelLine[], unitsOf: (line: ParcelLine) => number): NamedUnits[] => {
  const items = new Map<string, NamedUnits>();
  for (const line of lines) {
    const { sku, name } = line;
    const units = unitsOf(line) + (items.get(sku)?.units ?? 0);
    if (units > 0) items.set(sku, { sku, name, units });
  }
  return [...items.values()];
};

const stayingLines = (lines: readonly ParcelLine[]): readonly ParcelLine[] =>
  lines.flatMap((line) =>
    line.scanned > 0 ? [{ ...line, quantity: line.scanned, waitsFor: 0, waitsSince: null }] : [],
  );

/** The parcel with what stays in its box: who asks for the whole parcel next may get no answer. */
export const withSplit = (parcel: Parcel, { stays, voidWaybill }: Split): Parcel => ({
  ...parcel,
  status: 'packing',
  lines: stayingLines(parcel.lines),
  enclosures: stayingWith(stayingLines(parcel.lines), parcel),
  packageCode: stays.packageCode,
  carrier: stays.carrier,
  service: stays.service,
  plannedYen: stays.plannedYen,
  weightGrams: null,
  trackingNumber: voidWaybill === null ? parcel.trackingNumber : null,
  labelOutgrown: false,
});
