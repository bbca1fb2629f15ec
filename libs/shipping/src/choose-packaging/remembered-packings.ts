import type { PackageKind, PackItem, PackRules } from '@okuru/packing';
import { packVerified, type Pack, type VerifiedPackings } from './pack-verified.js';

/** Answers kept at most; shops send the same few baskets again and again. */
export const PACKINGS_REMEMBERED_MAX = 2_000;

/** Packs each basket once per package table: the answer depends on nothing but goods, packages and rules. */
export const rememberedPackings = (pack: Pack = packVerified): Pack => {
  const known = new Map<string, VerifiedPackings>();
  return (items, packages, rules) => {
    const basket = basketOf(items, packages, rules);
    const before = known.get(basket);
    known.delete(basket);
    const answer = before ?? pack(items, packages, rules);
    known.set(basket, answer);
    if (known.size > PACKINGS_REMEMBERED_MAX) known.delete(known.keys().next().value!);
    return answer;
  };
};

const basketOf = (items: readonly PackItem[], packages: readonly PackageKind[], rules: PackRules): string =>
  JSON.stringify([...items].sort((a, b) => (a.sku < b.sku ? -1 : 1))) + textOf(packages) + textOf(rules);

const texts = new WeakMap<object, string>();
/** The tables stay the same object for a whole batch, so they are written out once. */
const textOf = (table: object): string => {
  const text = texts.get(table) ?? JSON.stringify(table);
  texts.set(table, text);
  return text;
};
