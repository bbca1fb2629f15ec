import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

export type Weight = 'regular' | 'bold';

const require = createRequire(import.meta.url);

/** The whole of Noto Sans JP: the subsets made for web pages lack 髙, 﨑, ① and ㈱. Licence: OFL 1.1. */
const fileOf: Readonly<Record<Weight, () => string>> = {
  regular: () => require.resolve('@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf'),
  bold: () => require.resolve('@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf'),
};

const once = <T>(make: (weight: Weight) => T): ((weight: Weight) => T) => {
  const made = new Map<Weight, T>();
  return (weight) => {
    const known = made.get(weight) ?? make(weight);
    made.set(weight, known);
    return known;
  };
};

export const fontBytes = once((weight) => readFileSync(fileOf[weight]()));

/** To measure letters and to know which exist. */
export const fontOf = once((weight): Font => {
  const font = create(fontBytes(weight));
  if (!('layout' in font)) throw new Error(`the font file for ${weight} holds a collection of fonts`);
  return font;
});
