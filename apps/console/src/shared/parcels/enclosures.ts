import type { Parcel, ParcelLine } from './parcel.js';

/** 同梱物: what goes in beside the goods, by the server's rules. */
export interface Enclosure {
  readonly code: string;
  readonly names: { readonly ja: string; readonly en?: string };
  readonly barcode?: string;
  /** Where it goes in for the sake of goods. */
  readonly skus?: readonly string[];
  /** Place of its tick among the scans of the parcel; null: it is not in the box yet. */
  readonly tick: number | null;
}

type Holds = Pick<Parcel, 'enclosures'>;

/** On a sign at the table. */
export const signOf = (code: string): string => `^L:PUT-${code}`;

export const enclosuresOf = ({ enclosures = [] }: Holds): readonly Enclosure[] => enclosures;

export const untickedOf = (parcel: Holds): readonly Enclosure[] =>
  enclosuresOf(parcel).filter(({ tick }) => tick === null);

/** The enclosure that this code ticks. */
export const enclosureBearing = (parcel: Holds, barcode: string): Enclosure | undefined => {
  const borne = enclosuresOf(parcel).filter((one) => one.barcode === barcode || signOf(one.code) === barcode);
  return borne.find(({ tick }) => tick === null) ?? borne[0];
};

/** The one ticked last. */
export const lastTicked = (parcel: Holds): Enclosure | undefined =>
  [...enclosuresOf(parcel)].sort((a, b) => (b.tick ?? 0) - (a.tick ?? 0)).find(({ tick }) => tick !== null);

export const withTick = <P extends Holds>(parcel: P, code: string, tick: number | null): P => ({
  ...parcel,
  enclosures: enclosuresOf(parcel).map((one) => (one.code === code ? { ...one, tick } : one)),
});

/** What went in for the sake of goods that left the box leaves it with them. */
export const stayingWith = (lines: readonly ParcelLine[], parcel: Holds): readonly Enclosure[] =>
  enclosuresOf(parcel).filter(
    ({ skus }) => skus === undefined || lines.some(({ sku }) => skus.includes(sku)),
  );
