export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** Full-width digits are digits; nothing else of what was typed is changed, so that `1.5` never counts as 15. */
export const asTyped = (text: string): string => text.normalize('NFKC').trim();

/** undefined: no whole number between the limits. */
export const wholeNumberOf = (text: string, { min, max }: Limits): number | undefined => {
  const typed = asTyped(text);
  const number = /^\d{1,9}$/.test(typed) ? Number(typed) : undefined;
  return number !== undefined && number >= min && number <= max ? number : undefined;
};
