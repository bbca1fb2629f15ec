import type { SizeMm } from '@okuru/packing';
import type { ChoiceRules } from './packaging-demand.js';

const MM3_PER_LITRE = 1_000_000;

/** Yen of the filler for the room the goods leave inside the closed package. */
export const fillerYenOf = (
  inner: SizeMm,
  goodsVolumeMm3: number,
  { fillerYenPerLitre }: ChoiceRules,
): number => {
  const freeMm3 = Math.max(0, inner.lengthMm * inner.widthMm * inner.heightMm - goodsVolumeMm3);
  return Math.ceil((freeMm3 / MM3_PER_LITRE) * fillerYenPerLitre);
};
