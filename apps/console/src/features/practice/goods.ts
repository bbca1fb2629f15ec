import { PRACTICE_CARTONS, PRACTICE_GOODS, PRACTICE_PARCELS, PRACTICE_WAYBILLS } from '@okuru/scan-engine';
import type { Parcel, ParcelLine } from '../../shared/parcels/parcel.js';
import type { Language } from '../../words/words.js';

export type Good = keyof typeof PRACTICE_GOODS;

const GRAMS: Readonly<Record<Good, number>> = {
  whiteMug: 300,
  blueMug: 300,
  towel: 60,
  teaBag: 4,
  plate: 250,
};
const COUNTABLE: ReadonlySet<Good> = new Set<Good>(['teaBag']);
export const GOODS = Object.keys(PRACTICE_GOODS) as Good[];

export const skuOf = (good: Good): string => `PRACTICE-${good.replace(/[A-Z]/g, '-$&').toUpperCase()}`;
export const isCountable = (good: Good): boolean => COUNTABLE.has(good);

const goodBy = (code: string): Good | undefined =>
  GOODS.find((good) => skuOf(good) === code || PRACTICE_GOODS[good].code === code);

/** The practice good of a sku or a barcode. */
export const namedBy = (code: string, language: Language) => {
  const good = goodBy(code);
  return good && { sku: skuOf(good), name: PRACTICE_GOODS[good].names[language] };
};

const EMPTY_GRAMS = 120;

/** What the scales must say of the box with everything in it. */
export const gramsOf = (lines: readonly Pick<ParcelLine, 'sku' | 'quantity'>[]): number =>
  lines.reduce((sum, { sku, quantity }) => {
    const good = goodBy(sku);
    return sum + quantity * (good ? GRAMS[good] : 0);
  }, EMPTY_GRAMS);

const cartonOf = (code: string): string => code.replace('^C:CARTON-', '');
export const SMALL = cartonOf(PRACTICE_CARTONS.small.code);
export const LARGE = cartonOf(PRACTICE_CARTONS.large.code);
export const YEN: Readonly<Record<string, number>> = { [SMALL]: 640, [LARGE]: 780 };

export const CARRIER = 'practice';
export const SHELVES = ['PRACTICE-A-01', 'PRACTICE-A-02'] as const;
export const waybillAt = (nth: number): string => PRACTICE_WAYBILLS[nth - 1]!.code;
/** As a screen names what was scanned. */
export const parcelIdAt = (nth: number): string =>
  PRACTICE_PARCELS[nth - 1]!.code.slice('^P:'.length).toLowerCase();

/** A parcel in the small carton, nothing scanned yet. */
export const aParcel = (
  parcelId: string,
  units: Partial<Record<Good, number>>,
  language: Language,
  change: Partial<Parcel> = {},
): Parcel => ({
  parcelId,
  orderId: parcelId,
  orderReference: parcelId.toUpperCase(),
  status: 'planned',
  temperature: 'ambient',
  packageCode: SMALL,
  carrier: CARRIER,
  service: null,
  lines: (Object.entries(units) as [Good, number][]).map(([good, quantity], at) => ({
    lineId: `${at + 1}`,
    sku: skuOf(good),
    name: PRACTICE_GOODS[good].names[language],
    barcodes: [PRACTICE_GOODS[good].code],
    quantity,
    scanned: 0,
    marks: [],
    waitsFor: 0,
    waitsSince: null,
    countable: isCountable(good),
    shelf: SHELVES[at % SHELVES.length]!,
  })),
  trackingNumber: null,
  heldReason: null,
  labelMode: 'after-check',
  labelOutgrown: false,
  weightGrams: null,
  plannedYen: YEN[SMALL]!,
  ...change,
});

/** Everything scanned and weighed. */
export const checked = (parcel: Parcel): Parcel => ({
  ...parcel,
  status: 'packing',
  lines: parcel.lines.map((line, at) => ({
    ...line,
    scanned: line.quantity,
    marks: [at + 1, line.quantity],
  })),
});
export const weighed = (parcel: Parcel): Parcel => ({
  ...checked(parcel),
  weightGrams: gramsOf(parcel.lines),
});
