import type { Parcel, ParcelLine } from './parcel-states.js';

/** 同梱物: what goes into the box beside the goods, such as a flyer, a sample or a card that says thank you. */

/** Into which parcels it goes. */
export const ENCLOSED_WHEN = ['every-parcel', 'gift-orders', 'with-sku'] as const;
export type EnclosedWhen = (typeof ENCLOSED_WHEN)[number];

/** As the shop has it now. */
export interface Enclosure {
  readonly code: string;
  readonly names: { readonly ja: string; readonly en?: string };
  /** Printed on it; its sign at the table (`^L:PUT-…`) ticks it as well. */
  readonly barcode?: string;
  readonly when: EnclosedWhen;
  /** Of `with-sku`: it goes where one of them is. */
  readonly skus?: readonly string[];
  readonly weightGrams: number;
}

/** A line of the checklist of one parcel. */
export interface EnclosureLine extends Omit<Enclosure, 'when'> {
  /** Place of its tick among the scans of the parcel, so that the last can be taken back; null: it is not in the box yet. */
  readonly tick: number | null;
}

/** On a sign at the table, as `GET /v1/shelf-labels.pdf?shelf=PUT-…` prints it. */
export const signOf = (code: string): string => `^L:PUT-${code}`;

export const enclosuresOf = ({ enclosures = [] }: Pick<Parcel, 'enclosures'>): readonly EnclosureLine[] =>
  enclosures;

/** What goes into a parcel that holds these goods. */
export const checklistOf = (
  shop: readonly Enclosure[],
  { skus, isGift }: { readonly skus: readonly string[]; readonly isGift: boolean },
): readonly EnclosureLine[] =>
  shop
    .filter((one) => {
      if (one.when === 'gift-orders') return isGift;
      return one.when === 'every-parcel' || holdsOneOf(one, skus);
    })
    .map(({ when: _when, ...one }) => ({ ...one, tick: null }));

/** What went in for the sake of goods that left the box leaves it with them. */
export const stayingWith = (
  lines: readonly Pick<ParcelLine, 'sku'>[],
  enclosures: readonly EnclosureLine[],
): readonly EnclosureLine[] => {
  const skus = lines.map(({ sku }) => sku);
  return enclosures.filter((one) => one.skus === undefined || holdsOneOf(one, skus));
};

const holdsOneOf = ({ skus = [] }: Pick<Enclosure, 'skus'>, held: readonly string[]): boolean =>
  skus.some((sku) => held.includes(sku));

/** The enclosure that this code ticks. */
export const enclosureBearing = (
  enclosures: readonly EnclosureLine[],
  barcode: string,
): EnclosureLine | undefined => {
  const borne = enclosures.filter((one) => one.barcode === barcode || signOf(one.code) === barcode);
  return borne.find(({ tick }) => tick === null) ?? borne[0];
};

export const untickedOf = (parcel: Pick<Parcel, 'enclosures'>): readonly EnclosureLine[] =>
  enclosuresOf(parcel).filter(({ tick }) => tick === null);

/** The one ticked last; undefined where none is. */
export const lastTicked = (
  enclosures: readonly EnclosureLine[],
): { readonly code: string; readonly tick: number } | undefined =>
  enclosures
    .flatMap(({ code, tick }) => (tick === null ? [] : [{ code, tick }]))
    .sort((a, b) => b.tick - a.tick)[0];

export const withTick = (
  enclosures: readonly EnclosureLine[],
  code: string,
  tick: number | null,
): readonly EnclosureLine[] => enclosures.map((one) => (one.code === code ? { ...one, tick } : one));

/** Of all that is or will be in the box beside the goods. */
export const enclosedGrams = (parcel: Pick<Parcel, 'enclosures'>): number =>
  enclosuresOf(parcel).reduce((sum, { weightGrams }) => sum + weightGrams, 0);
