import type { Language } from './language.js';

const LOCALES = { ja: 'ja-JP', en: 'en-GB' } as const;

/** Made once: making one costs a hundred times of using it. */
const DIGITS = new Intl.NumberFormat('en-US');

export const yen = (amount: number, language: Language): string => {
  const digits = DIGITS.format(Math.abs(amount));
  const sign = amount < 0 ? '-' : '';
  return language === 'ja' ? `${sign}${digits}円` : `${sign}¥${digits}`;
};

/** A day as the buyer reads it, in the shop's zone. */
export const day = (instant: string, language: Language, timeZone: string): string =>
  formatOf(language, timeZone, DAY).format(new Date(instant));

export const dayAndTime = (instant: string, language: Language, timeZone: string): string =>
  formatOf(language, timeZone, DAY_AND_TIME).format(new Date(instant));

const DAY = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' } as const;
const DAY_AND_TIME = { ...DAY, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** Making one costs a hundred times of using it. Bound: languages times zones of the shop. */
const formats = new WeakMap<object, Map<string, Intl.DateTimeFormat>>();
const formatOf = (
  language: Language,
  timeZone: string,
  parts: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat => {
  const made = formats.get(parts) ?? new Map<string, Intl.DateTimeFormat>();
  formats.set(parts, made);
  const name = `${language} ${timeZone}`;
  const format = made.get(name) ?? new Intl.DateTimeFormat(LOCALES[language], { timeZone, ...parts });
  made.set(name, format);
  return format;
};

/** A calendar day, `2026-01-20`, which has no zone. */
export const calendarDay = (date: string, language: Language): string =>
  day(`${date}T00:00:00Z`, language, 'UTC');
