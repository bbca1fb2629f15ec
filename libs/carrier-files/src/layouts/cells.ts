import type { ParcelToPrint, Party } from '../parcel-to-print.js';
import { cutAt, widthOf } from '../width.js';
import type { CellText, Column } from './layout.js';

/** Columns that stay empty, by the names the carrier gives them. */
export const empty = (...names: readonly string[]): Column[] => names.map((name) => ({ name }));

/** `2026-11-26` as `2026/11/26`. */
export const slashed = (isoDay: string): string => isoDay.replaceAll('-', '/');

export const digits = (text: string): string => text.replace(/\D/g, '');

/** A number in Japan's own writing: +81 becomes 0, full-width and any hyphens are taken as they are meant. */
export const domesticPhone = (phone: string): string => {
  const plain = phone
    .normalize('NFKC')
    .replace(/[‐‑–—―−ー]/g, '-')
    .trim();
  return plain.replace(/^\+81[-\s]*(\(0\)|0)?[-\s]*/, '0');
};

export const addressOf = ({ prefecture, city, street }: Party): string => `${prefecture}${city}${street}`;

/** A text broken at a width; never more than so many pieces, so the last one may be too wide. */
const broken = (text: string, width: number, piecesMax: number): string[] => {
  const pieces: string[] = [];
  let rest = text;
  for (let at = 1; at < piecesMax && widthOf(rest) > width; at += 1) {
    const cut = cutAt(rest, width);
    pieces.push(cut.head);
    rest = cut.rest;
  }
  return [...pieces, rest];
};

/**
 * An address over fields of one width: street and building each begin a field of their own where there is room for that, so that no
 * number of a room is torn apart; else one runs on after the other.
 */
export const overFields = (street: string, building: string, width: number, fields: number): string[] => {
  const apart = [
    ...broken(street, width, fields),
    ...(building === '' ? [] : broken(building, width, fields)),
  ];
  const fits = apart.length <= fields && apart.every((field) => widthOf(field) <= width);
  return fits ? apart : broken(street + building, width, fields);
};

/** Looks a code up; what the table lacks is an obstacle, never an empty cell. */
export const codeFor =
  (what: string, codes: Readonly<Record<string, string>>) =>
  (key: string): CellText =>
    codes[key] ?? {
      obstacle: `the carrier has no ${what} ${key}`,
      mend: `choose one of ${Object.keys(codes).join(', ')}`,
    };

export const collects = (parcel: ParcelToPrint): boolean => parcel.cashOnDelivery !== undefined;
