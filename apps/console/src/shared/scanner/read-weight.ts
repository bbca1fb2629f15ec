/** What scales send when they type like a keyboard: `1250g`, `ST,+001.25kg`. */
const WEIGHT = /^(?:[A-Z]{2},)*[+ ]*0*(\d+(?:\.\d+)?)\s*(g|kg)$/i;

/** Whole grams; undefined for what is no weight. */
export const readWeight = (text: string): number | undefined => {
  const [, amount, unit] = WEIGHT.exec(text.trim()) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const grams = Math.round(Number(amount) * (unit.toLowerCase() === 'kg' ? 1_000 : 1));
  return grams > 0 ? grams : undefined;
};
