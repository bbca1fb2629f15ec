import type { TFunction } from 'i18next';

/** A no of the server in the words of the page, by its code; in its own words only where the page knows none. */
export const refusalWords = (
  t: TFunction,
  { code, because = '' }: { readonly code?: string | undefined; readonly because?: string | undefined },
): string => t([`pack.refusals.${code}`, `stop.reasons.${code}`], { defaultValue: because });
