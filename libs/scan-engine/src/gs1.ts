import { hasCheckDigit } from './check-digit.js';
import { type RefusedReason } from './scan.js';

/** FNC1 between parts, as scanners type it. */
export const SEPARATOR = '\x1d';
/** Application identifiers that are read here; those of fixed length need no separator. */
const PARTS: Readonly<Record<string, { readonly shape: RegExp; readonly fixed?: number }>> = {
  '01': { shape: /^\d{14}$/, fixed: 14 },
  '10': { shape: /^[!-z]{1,20}$/ },
  '11': { shape: /^\d{6}$/, fixed: 6 },
  '13': { shape: /^\d{6}$/, fixed: 6 },
  '15': { shape: /^\d{6}$/, fixed: 6 },
  '17': { shape: /^\d{6}$/, fixed: 6 },
  '21': { shape: /^[!-z]{1,20}$/ },
  '30': { shape: /^\d{1,8}$/ },
};
const ID_CHARS = 2;
/** An element string has as many parts as it has characters at most. */
const WRITTEN_OUT = /^(?:\(\d{2,4}\)[^()]+)+$/;

export type Gs1Parts = ReadonlyMap<string, string>;

/** The parts of a GS1 code by their application identifier, or why they cannot be told. */
export const readGs1 = (text: string): Gs1Parts | RefusedReason => {
  const elements = WRITTEN_OUT.test(text) ? writtenOut(text) : elementsOf(text);
  if (typeof elements === 'string') return elements;
  const parts = new Map<string, string>();
  for (const [id, value] of elements) {
    const known = PARTS[id];
    if (!known) return 'gs1-unknown-part';
    if (!known.shape.test(value) || (parts.get(id) ?? value) !== value) return 'gs1-damaged';
    parts.set(id, value);
  }
  const item = parts.get('01');
  if (item === undefined) return 'gs1-without-item';
  return hasCheckDigit(item) ? parts : 'wrong-check-digit';
};

type Element = readonly [id: string, value: string];

/** As it stands below the bars: `(01)…(17)…`. */
const writtenOut = (text: string): Element[] =>
  [...text.matchAll(/\((\d{2,4})\)([^()]+)/g)].map(([, id = '', value = '']) => [id, value]);

const elementsOf = (text: string): Element[] | RefusedReason => {
  const elements: Element[] = [];
  let rest = text;
  // bound: each round takes at least an identifier off the rest
  while (rest !== '') {
    const id = rest.slice(0, ID_CHARS);
    const known = PARTS[id];
    if (!known) return 'gs1-unknown-part';
    const body = rest.slice(ID_CHARS);
    const end = body.indexOf(SEPARATOR);
    const length = known.fixed ?? (end === -1 ? body.length : end);
    elements.push([id, body.slice(0, length)]);
    rest = body.slice(length);
    if (rest.startsWith(SEPARATOR)) rest = rest.slice(1);
  }
  return elements;
};

const CENTURY = 100;
const YEARS_AHEAD = 50;

/**
 * `270331` as `2027-03-31`; a day 00 is the last of the month. Two digits of a year are the one nearest to this year, as
 * GS1 has it: 49 back to 50 ahead. Undefined for a day that does not exist.
 */
export const dayOfGs1 = (digits: string, thisYear: number): string | undefined => {
  const [yy = 0, month = 0, day = 0] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)));
  const ahead = (((yy - thisYear) % CENTURY) + CENTURY) % CENTURY;
  const year = thisYear + (ahead > YEARS_AHEAD ? ahead - CENTURY : ahead);
  if (month < 1 || month > 12) return undefined;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > last) return undefined;
  return [String(year), month, day === 0 ? last : day].map((part) => String(part).padStart(2, '0')).join('-');
};
