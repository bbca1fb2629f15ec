/**
 * Gives each text a code of its own: what is forbidden becomes a hyphen, what is too long is cut, and a code already
 * given to another text gets a number. The same text always gets the same code.
 */
export const distinctCodes = (charactersMax: number, forbidden: RegExp): ((text: string) => string) => {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  return (text) => {
    const known = given.get(text);
    if (known !== undefined) return known;
    const clean = text.replaceAll(forbidden, '-');
    let code = cut(clean, charactersMax);
    // bound: the number of texts
    for (let number = 2; taken.has(code); number++) {
      const suffix = `-${number}`;
      code = cut(clean, charactersMax - suffix.length) + suffix;
    }
    given.set(text, code);
    taken.add(code);
    return code;
  };
};

/** Whole characters only: half a surrogate pair is no text. */
const cut = (text: string, max: number): string => {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > max) break;
    kept += character;
  }
  return kept.trimEnd();
};
