/** A way to write the address of a route. */
export interface Spelling {
  readonly verb: string;
  readonly target: string;
  /** False: the router may take it for another address; then it answers as it does to nobody. */
  readonly mustBeServed: boolean;
}

const encoded = (letters: string): string =>
  [...letters].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');

/** Encodes the letters of one fixed segment; the router reads them as the letters they stand for. */
const withSegmentEncoded = (place: string, nth: number): string =>
  place
    .split('/')
    .map((segment, at) => (at === nth ? encoded(segment) : segment))
    .join('/');

const FIRST = 1;

/** One route in every spelling somebody might try to get past a guard with, HEAD included where there is GET. */
export const spellingsOf = (method: string, place: string): Spelling[] => {
  const verbs = method === 'GET' ? ['GET', 'HEAD'] : [method];
  const served = [
    place,
    `${place}?`,
    withSegmentEncoded(place, FIRST),
    withSegmentEncoded(place, place.split('/').length - 1),
  ];
  const doubtful = [
    `${place}/`,
    `/${place}`,
    place.replaceAll('/', '//'),
    place.toUpperCase(),
    `${place};x=1`,
    `${place}%2f`,
    `${place}%00`,
    `${place}/.`,
    `/x/..${place}`,
  ];
  const spelled = (targets: readonly string[], mustBeServed: boolean) =>
    targets.flatMap((target) => verbs.map((verb) => ({ verb, target, mustBeServed })));
  return [...spelled(served, true), ...spelled(doubtful, false)];
};
