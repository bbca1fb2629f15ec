import type { PackageKind, SizeMm } from '@okuru/packing';
import type { ChoiceRules } from './packaging-demand.js';

const MM3_PER_LITRE = 1_000_000;

/** Yen of the filler for the room the goods leave. */
export const fillerYenOf = (
  { inner }: { readonly inner: PackageKind['inner'] },
  goodsVolumeMm3: number,
  { fillerYenPerLitre }: ChoiceRules,
): number => {
  const freeMm3 = Math.max(0, volumeOf(inner) - goodsVolumeMm3);
  return Math.ceil((freeMm3 / MM3_PER_LITRE) * fillerYenPerLitre);
};

const volumeOf = ({ lengthMm, widthMm, heightMm }: SizeMm): number => lengthMm * widthMm * heightMm;
