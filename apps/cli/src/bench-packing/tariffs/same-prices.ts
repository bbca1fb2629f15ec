import { prefectureOf, PREFECTURES, type Tariff } from '@okuru/carriers';
import { ORIGIN_PREFECTURE, type PublishedTariff } from './tariff-files.js';

/**
 * Compares an imported tariff with its file, read here by a few lines of another reader: every prefecture, every class.
 * Answers the number of prices compared and those that differ, in words.
 */
export const comparePrices = (
  published: PublishedTariff,
  tariff: Tariff,
): { readonly compared: number; readonly faults: readonly string[] } => {
  const zoneOf = zonesByPrefecture(published.zones);
  const origin = zoneOf.get(prefectureOf(ORIGIN_PREFECTURE)!.ja);
  const yenOf = new Map(
    published.rates
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','))
      .map(([from, to, size, cash]) => [`${from} ${to} ${size}`, Number(cash)]),
  );
  const faults: string[] = [];
  let compared = 0;
  for (const { code, ja } of PREFECTURES) {
    for (const { code: size } of published.service.classes) {
      const expected = yenOf.get(`${origin} ${zoneOf.get(ja)} ${size}`);
      const zone = tariff.zoneByPrefecture[code];
      const found = zone === undefined ? undefined : tariff.priceYen[zone]?.[size];
      compared += 1;
      if (expected === undefined || found !== expected)
        faults.push(`${published.name}, ${ja}, size ${size}: ${found} instead of ${expected}`);
    }
  }
  return { compared, faults };
};

const zonesByPrefecture = (text: string): Map<string, string> => {
  if (!text.startsWith('['))
    return new Map(
      text
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(','))
        .map(([zone, prefecture]) => [prefecture!, zone!]),
    );
  const zones = JSON.parse(text) as { id: string; prefectures: string[] }[];
  return new Map(zones.flatMap(({ id, prefectures }) => prefectures.map((name) => [name, id])));
};
