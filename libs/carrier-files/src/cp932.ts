import iconv from 'iconv-lite';

/** Bytes of a text that was checked: throws where a character would silently become another one. */
export const toCp932 = (text: string): Buffer => {
  const lost = unmappable(text);
  if (lost.length > 0) throw new RangeError(`${lost.length} characters are not in CP932`);
  return iconv.encode(text, 'cp932');
};

export const fromCp932 = (bytes: Uint8Array): string => iconv.decode(Buffer.from(bytes), 'cp932');

/** What a person takes for one character. */
const CHARACTERS = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** The characters, each once and whole as a person sees them, that CP932 cannot hold or would change. */
export const unmappable = (text: string): string[] => {
  if (isHeld(text)) return [];
  const characters = [...CHARACTERS.segment(text)].map(({ segment }) => segment);
  return [...new Set(characters.filter((character) => !isHeld(character)))];
};

/** Whether the text comes back from CP932 as it went in. */
export const isHeld = (text: string): boolean => [...text].every((character) => HELD.has(character));

const [SINGLE_BYTES, LEAD_FROM, LEAD_TO, TRAIL_FROM, TRAIL_TO] = [0x100, 0x81, 0xfc, 0x40, 0xfc];
/** No second byte of a pair, so that a pair that means nothing cannot run into the next one. */
const LINE_FEED = 0x0a;
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Every character of the code page that comes back the same: what its one and two bytes mean. */
const heldCharacters = (): Set<string> => {
  const pairs = range(LEAD_FROM, LEAD_TO).flatMap((lead) =>
    range(TRAIL_FROM, TRAIL_TO).flatMap((trail) => [lead, trail, LINE_FEED]),
  );
  const singles = range(0, SINGLE_BYTES - 1).map((byte) => fromCp932(Buffer.from([byte])));
  const characters = [...new Set([...singles.join(''), ...fromCp932(Buffer.from(pairs))])].filter(
    (character) => character !== '\n',
  );
  const back = fromCp932(iconv.encode(characters.join('\n'), 'cp932')).split('\n');
  return new Set([...characters.filter((character, at) => back[at] === character), '\n']);
};
const HELD: ReadonlySet<string> = heldCharacters();
