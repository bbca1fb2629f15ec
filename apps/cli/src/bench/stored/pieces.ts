import type { Copy } from './copy.js';

/** What in the rows of the template orders is their own, and must differ from copy to copy. */
export interface OwnWords {
  /** Ids that begin with the time they were made at: of orders, parcels and facts. */
  readonly ids: ReadonlySet<string>;
  /** Other ids and fingerprints in hexadecimal: of buyers, of their keys, of decisions. */
  readonly marks: ReadonlySet<string>;
  /** Their references begin so, with the number of the copy at the end. */
  readonly prefix: string;
  readonly waybills: ReadonlySet<string>;
  /** Hash of an entry of a history → its place among all entries. */
  readonly hashes: ReadonlyMap<string, number>;
  /** Key of a person as it is stored, in hexadecimal → the id of the key. */
  readonly keys: ReadonlyMap<string, string>;
  /** `YYYY-MM-DD`; earlier days are none of theirs, such as the first day of a tariff. */
  readonly firstDay: string;
}

type Part = string | ((copy: Copy) => string);

/** A text of the templates, cut at what differs from copy to copy. */
export type Pieces = readonly Part[];

const ID_TIME = 'xxxxxxxx-xxxx'.length;
const MARK = 8;

const WORD =
  /(?<bytes>\\\\x[0-9a-f]+)|(?<hash>\b[0-9a-f]{64}\b)|(?<id>\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b)|(?<reference>\b[a-z]+-[0-9]{7}(?=-))|(?<day>\b20[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9]))|(?<waybill>\b[0-9]{12}\b)/g;

export const piecesOf = (text: string, own: OwnWords): Pieces => {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(WORD)) {
    const part = partOf(match.groups!, own);
    if (part === undefined) continue;
    parts.push(text.slice(at, match.index), ...part);
    at = match.index + match[0].length;
  }
  parts.push(text.slice(at));
  return parts;
};

export const textOf = (pieces: Pieces, copy: Copy): string => {
  let text = '';
  for (const part of pieces) text += typeof part === 'string' ? part : part(copy);
  return text;
};

const partOf = (
  { bytes, hash, id, reference, day, waybill }: Record<string, string | undefined>,
  own: OwnWords,
): Part[] | undefined => {
  if (bytes !== undefined) {
    const stored = bytes.slice('\\\\x'.length);
    const keyId = own.keys.get(stored);
    return keyId === undefined ? undefined : ['\\\\x', (copy) => copy.keyAgain(keyId, stored)];
  }
  if (id !== undefined && own.ids.has(id)) return [(copy) => copy.idTime, id.slice(ID_TIME)];
  const mark = id ?? hash;
  if (mark !== undefined && own.marks.has(mark)) return [(copy) => copy.mark, mark.slice(MARK)];
  if (hash !== undefined) {
    const entry = own.hashes.get(hash);
    return entry === undefined ? undefined : [(copy) => copy.hashes[entry]!];
  }
  if (reference !== undefined && reference === own.prefix)
    return [reference.slice(0, -NUMBER_DIGITS), (copy) => copy.number];
  if (day !== undefined && day >= own.firstDay) return [(copy) => copy.dayOf(day)];
  if (waybill !== undefined && own.waybills.has(waybill)) return [(copy) => copy.waybillOf(waybill)];
  return undefined;
};

const NUMBER_DIGITS = 7;
