/** A JSON Schema, or a part of one. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/**
 * What changed between two schemas of one version of an event so that somebody could not read on: old facts lie in the
 * archives for ever, and releases before and after run at once. A new optional field is all that may change; whoever does
 * not know it drops it.
 */
export const breaksOf = (before: Json, now: Json, at = 'data'): string[] => {
  if (isObject(before) && isObject(now)) return breaksOfObject(before, now, at);
  if (Array.isArray(before) && Array.isArray(now) && before.length === now.length)
    return before.flatMap((part: Json, nth) => breaksOf(part, now[nth] as Json, `${at}[${nth}]`));
  return JSON.stringify(before) === JSON.stringify(now)
    ? []
    : [`${at} was ${JSON.stringify(before)} and is ${JSON.stringify(now)}`];
};

const breaksOfObject = (before: JsonObject, now: JsonObject, at: string): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((word) => {
    const [was, is] = [before[word] ?? null, now[word] ?? null];
    if (word === 'properties') return breaksOfFields(asObject(was), asObject(is), at);
    if (word === 'required')
      return breaksOfRequired(asNames(was), asNames(is), asObject(before.properties), at);
    return breaksOf(was, is, `${at}.${word}`);
  });

const breaksOfFields = (before: JsonObject, now: JsonObject, at: string): string[] =>
  Object.entries(before).flatMap(([name, was]) =>
    now[name] === undefined ? [`${at}.${name} is gone`] : breaksOf(was, now[name], `${at}.${name}`),
  );

const breaksOfRequired = (
  before: readonly string[],
  now: readonly string[],
  known: JsonObject,
  at: string,
): string[] => [
  ...now
    .filter((name) => !before.includes(name))
    .map((name) => `${at}.${name} must be there now, and older facts lack it`),
  ...before
    .filter((name) => !now.includes(name) && known[name] !== undefined)
    .map((name) => `${at}.${name} may be absent now, and older releases need it`),
];

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const asObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
/** Names, as `required` has them. */
const asNames = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : [];
