import type { Language } from './language.js';

const LOCALES = { ja: 'ja-JP', en: 'en-GB' } as const;

export const yen = (amount: number, language: Language): string => {
  const digits = Math.abs(amount).toLocaleString('en-US');
  const sign = amount < 0 ? '-' : '';
  return language === 'ja' ? `${sign}${digits}円` : `${sign}¥${digits}`;
};

/** A day as the buyer reads it, in the shop's zone. */
export const day = (instant: string, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
  }).format(new Date(instant));

export const dayAndTime = (instant: string, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant));

/** A calendar day, `2026-01-20`, which has no zone. */
export const calendarDay = (date: string, language: Language): string =>
  day(`${date}T00:00:00Z`, language, 'UTC');
