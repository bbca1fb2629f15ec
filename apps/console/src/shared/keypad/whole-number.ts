export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** What nobody types for a number: letters, and the signs that codes begin with. */
export const NOT_OF_A_NUMBER = /[^\p{N}.,\-+．，－＋]/gu;

/** Full-width digits are digits; nothing else of what was typed is changed, so that `1.5` never counts as 15. */
const asTyped = (text: string): string => text.normalize('NFKC').trim();

/** undefined: no whole number between the limits. */
export const wholeNumberOf = (text: string, { min, max }: Limits): number | undefined => {
  const typed = asTyped(text);
  const number = /^\d{1,9}$/.test(typed) ? Number(typed) : undefined;
  return number !== undefined && number >= min && number <= max ? number : undefined;
};
