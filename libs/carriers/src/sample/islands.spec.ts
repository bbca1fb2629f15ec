import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ISLAND_POSTAL_CODES } from './islands.js';

const TABLE = path.resolve(import.meta.dirname, '../../../../../shared/data/jp-postal/postal.csv.gz');
const present = existsSync(TABLE);

/** Municipalities that lie on islands alone; three beginnings of the mainland's neighbours are not among them. */
const ISLANDS =
  /^(利尻郡|礼文郡|奥尻郡|大島町|利島村|新島村|神津島村|三宅島|御蔵島村|八丈島|青ヶ島村|小笠原村|佐渡市|隠岐郡|壱岐市|対馬市|五島市|南松浦郡|北松浦郡小値賀町|西之表市|熊毛郡|鹿児島郡十島村|奄美市|大島郡|島尻郡(粟国|北大東|南大東)村|宮古島市|宮古郡|石垣市|八重山郡)/;

(present ? describe : describe.skip)(
  present ? 'the islands of the sample' : 'dataset absent: shared/data/jp-postal/postal.csv.gz',
  () => {
    const rows = present
      ? gunzipSync(readFileSync(TABLE))
          .toString('utf8')
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(','))
      : [];

    it('are islands, every postal code of them', () => {
      const mainland = rows.filter(
        ([postalCode, , , city]) =>
          ISLAND_POSTAL_CODES.some((beginning) => postalCode!.startsWith(beginning)) && !ISLANDS.test(city!),
      );
      expect(mainland).toEqual([]);
    });

    it.each([...ISLAND_POSTAL_CODES])('%s is the beginning of some postal code', (beginning) => {
      expect(rows.some(([postalCode]) => postalCode!.startsWith(beginning))).toBe(true);
    });
  },
);
