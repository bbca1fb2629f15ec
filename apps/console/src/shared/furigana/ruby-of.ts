/** A run of text, with how it is read where it is kanji. */
export interface Run {
  readonly text: string;
  readonly kana?: string;
}

/** What each word reads as; the longest words first. */
export type Readings = readonly { readonly word: string; readonly runs: readonly Run[] }[];

const PART = /(\p{Script=Han}+)\((\p{Script=Hiragana}+)\)|([^()]+?)(?=\p{Script=Han}+\(|$)/gu;

/** Of words such as `送(おく)り状(じょう)`, apart by white space. */
export const parse = (words: string): Readings =>
  words
    .trim()
    .split(/\s+/)
    .map((marked) => {
      const runs = [...marked.matchAll(PART)].map(([, kanji, kana, plain]): Run =>
        kanji && kana ? { text: kanji, kana } : { text: plain ?? '' },
      );
      return { word: runs.map(({ text }) => text).join(''), runs };
    })
    .sort((one, other) => other.word.length - one.word.length);

/** The text in runs; what no word fits stands as it is. */
export const rubyOf = (text: string, readings: Readings): readonly Run[] => {
  const runs: Run[] = [];
  let plain = '';
  const add = (run: Run): void => {
    if (run.kana === undefined) plain += run.text;
    else {
      if (plain !== '') runs.push({ text: plain });
      plain = '';
      runs.push(run);
    }
  };
  let at = 0;
  // bound: each round passes one letter at least
  while (at < text.length) {
    const found = readings.find(({ word }) => text.startsWith(word, at));
    if (found) found.runs.forEach(add);
    else add({ text: text.charAt(at) });
    at += found?.word.length ?? 1;
  }
  if (plain !== '') runs.push({ text: plain });
  return runs;
};
