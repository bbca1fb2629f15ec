import { PREFECTURES, type Region } from '../prefectures.js';
import { sagawaTakuhaibin } from '../services/sagawa.js';
import { yamatoTakkyubin } from '../services/yamato.js';
import { sampleTariffs } from '../sample/sample-tariffs.js';
import { importTariff, type ImportedTariff } from './import-tariff.js';
import type { TariffFiles } from './tariff-files.js';

const TOKYO = 13;
/** Four classes, so that every row of the whole table can be seeded with every fault. */
const SERVICE = { ...yamatoTakkyubin, classes: yamatoTakkyubin.classes.slice(0, 4) };
const SIZES = SERVICE.classes.map(({ code }) => code);
/** Fewer zones than the carriers have, for the same reason; the prefecture (JIS code) stands for its zone. */
const ZONE_AT = { hokkaido: 1, tohoku: 3, kanto: TOKYO, chubu: 23, kansai: 27, kyushu: 40, okinawa: 47 };
const ZONE_OF: Readonly<Record<Region, keyof typeof ZONE_AT>> = {
  hokkaido: 'hokkaido',
  'north-tohoku': 'tohoku',
  'south-tohoku': 'tohoku',
  kanto: 'kanto',
  shinetsu: 'chubu',
  hokuriku: 'chubu',
  chubu: 'chubu',
  kansai: 'kansai',
  chugoku: 'kyushu',
  shikoku: 'kansai',
  kyushu: 'kyushu',
  okinawa: 'okinawa',
};
const ZONE_NAMES = Object.keys(ZONE_AT) as (keyof typeof ZONE_AT)[];

/** The sample, as a carrier's whole table of rates would have it; cash is cashless rounded up to 10 yen. */
const RATES: readonly string[] = [
  'origin_zone,dest_zone,size,cash_yen,cashless_yen',
  ...ZONE_NAMES.flatMap((origin) => {
    const { priceYen, zoneByPrefecture } = sampleTariffs(ZONE_AT[origin])[0]!;
    return SIZES.flatMap((size) =>
      ZONE_NAMES.map((zone) => {
        const yen = priceYen[zoneByPrefecture[ZONE_AT[zone]]!]![size]!;
        return [origin, zone, size, yen, yen - (yen % 7)].join(',');
      }),
    );
  }),
];
const ZONES = ['zone,prefecture', ...PREFECTURES.map(({ ja, region }) => `${ZONE_OF[region]},${ja}`)].join(
  '\n',
);

/** The sample in Okuru's own format. */
const OWN: readonly string[] = (() => {
  const { priceYen, zoneByPrefecture, leadDaysByPrefecture } = sampleTariffs(TOKYO)[0]!;
  return [
    `prefecture,zone,lead_days,${SIZES.join(',')}`,
    ...PREFECTURES.map(({ code, ja }) => {
      const zone = zoneByPrefecture[code]!;
      return [ja, zone, leadDaysByPrefecture![code], ...SIZES.map((size) => priceYen[zone]![size])].join(',');
    }),
  ];
})();

const FILES = {
  service: SERVICE,
  originPrefecture: TOKYO,
  effectiveFrom: '2026-10-01',
  source: 'our contract',
};
const importRates = (lines: readonly string[], more: Partial<TariffFiles> = {}): ImportedTariff =>
  importTariff({ ...FILES, rates: lines.join('\r\n'), zones: ZONES, ...more });
const importOwn = (lines: readonly string[], more: Partial<TariffFiles> = {}): ImportedTariff =>
  importTariff({ ...FILES, rates: lines.join('\n'), ...more });

const tariffOf = (imported: ImportedTariff) => {
  if ('faults' in imported) throw new Error(JSON.stringify(imported.faults.slice(0, 3)));
  return imported.tariff;
};
const faultsOf = (imported: ImportedTariff) => ('faults' in imported ? imported.faults : []);

/** Lines as key and prices. */
interface Table {
  readonly lines: readonly string[];
  readonly keyCells: number;
  run(lines: readonly string[]): ImportedTariff;
}
const WHOLE: Table = { lines: RATES, keyCells: 3, run: importRates };
const FROM_TOKYO: Table = {
  lines: [RATES[0]!, ...RATES.filter((line) => line.startsWith('kanto,'))],
  keyCells: 3,
  run: importRates,
};
const PREFECTURE_LIST: Table = { lines: OWN, keyCells: 3, run: importOwn };

const keysOf = ({ lines, keyCells }: Table) =>
  lines.slice(1).map((line) => line.split(',').slice(0, keyCells));
const pricesOf = ({ lines, keyCells }: Table) =>
  lines.slice(1).map((line) => line.split(',').slice(keyCells));
const withPrices = (table: Table, prices: readonly (readonly string[])[]): string[] => [
  table.lines[0]!,
  ...keysOf(table).map((keys, at) => [...keys, ...prices[at]!].join(',')),
];

/** Seeds a fault at every row; answers the rows where it went through or where no fault names the row (1 = header). */
const missed = (
  table: Table,
  seed: (at: number) => { readonly lines: readonly string[]; readonly rows: readonly number[] } | undefined,
): string[] =>
  keysOf(table).flatMap((_keys, at) => {
    const seeded = seed(at);
    if (!seeded) return [];
    const faults = faultsOf(table.run(seeded.lines));
    if (faults.length === 0) return [`row ${at + 2} went through`];
    const named = faults.flatMap(({ row, alsoRows = [] }) => [row, ...alsoRows]);
    return named.some((row) => seeded.rows.includes(row))
      ? []
      : [`row ${at + 2} was told as ${named.join(', ')}`];
  });

/** Prices slipped at a row; the right row is the first whose price changed. */
const slipped =
  (table: Table, slip: (prices: readonly string[][], at: number) => readonly string[][]) => (at: number) => {
    const before = pricesOf(table);
    const after = slip(before, at);
    const wrong = [...before.keys()].filter((line) => before[line]!.join() !== after[line]!.join());
    return wrong.length === 0 ? undefined : { lines: withPrices(table, after), rows: [wrong[0]! + 2] };
  };
const WITHIN_PREFECTURE = (width: number): string[] => Array.from({ length: width }, () => '700');

const SLIPS: readonly [string, (prices: readonly string[][], at: number) => readonly string[][]][] = [
  [
    'down, the row above written twice',
    (prices, at) => [...prices.slice(0, at), prices[Math.max(0, at - 1)]!, ...prices.slice(at, -1)],
  ],
  [
    'down, with the price within a prefecture above',
    (prices, at) => [...prices.slice(0, at), WITHIN_PREFECTURE(prices[0]!.length), ...prices.slice(at, -1)],
  ],
  [
    'up, the last row written twice',
    (prices, at) => [...prices.slice(0, at), ...prices.slice(at + 1), prices.at(-1)!],
  ],
];

describe.each<[string, Table]>([
  ['a whole table of rates', WHOLE],
  ['a table of rates from one zone', FROM_TOKYO],
  ['a list of prefectures', PREFECTURE_LIST],
])('%s', (_name, table) => {
  it('is imported', () => {
    const tariff = tariffOf(table.run(table.lines));
    const sample = sampleTariffs(TOKYO)[0]!;
    for (const code of Object.values(ZONE_AT)) {
      const prices = tariff.priceYen[tariff.zoneByPrefecture[code]!]!;
      expect(sample.priceYen[sample.zoneByPrefecture[code]!]).toMatchObject(prices);
    }
    expect(tariff).toMatchObject({
      isSample: false,
      version: 'yamato/takkyubin@2026-10-01',
      effectiveFrom: '2026-10-01',
    });
  });

  it.each(SLIPS)('that slipped one line %s is refused at the row, whichever it is', (_slip, slip) => {
    expect(missed(table, slipped(table, slip))).toEqual([]);
  });

  it('with a row that is missing is refused where it ought to stand', () => {
    expect(
      missed(table, (at) => ({
        lines: table.lines.filter((_line, index) => index !== at + 1),
        rows: [at + 1, at + 2],
      })),
    ).toEqual([]);
  });

  it('with a row that is there twice is refused at the second', () => {
    expect(
      missed(table, (at) => ({
        lines: table.lines.toSpliced(at + 2, 0, table.lines[at + 1]!),
        rows: [at + 3],
      })),
    ).toEqual([]);
  });

  it.each([
    ['ten times what it ought to be', (yen: string) => String(Number(yen) * 10)],
    ['a tenth of it', (yen: string) => String(Math.floor(Number(yen) / 10))],
  ])('with a price %s is refused at the row', (_what, wrong) => {
    expect(
      missed(table, (at) => {
        const prices = pricesOf(table);
        return {
          lines: withPrices(table, prices.with(at, prices[at]!.with(0, wrong(prices[at]![0]!)))),
          rows: [at + 2],
        };
      }),
    ).toEqual([]);
  });

  it.each(['', '1460.5', '1,460', '¥1460', '-900', '0', '１４６０', 'ask', '1000001'])(
    'with the price %p is refused at the cell',
    (text) => {
      const quoted = `"${text}"`;
      expect(
        missed(table, (at) => ({
          lines: withPrices(table, pricesOf(table).with(at, pricesOf(table)[at]!.with(0, quoted))),
          rows: [at + 2],
        })),
      ).toEqual([]);
    },
  );

  it('whose first row was read wrongly is told column and mend', () => {
    const faults = faultsOf(
      table.run(withPrices(table, pricesOf(table).with(0, pricesOf(table)[0]!.with(0, 'ask')))),
    );
    expect(faults).toEqual([
      {
        file: 'rates',
        row: 2,
        column: table.lines[0]!.split(',')[3],
        message: '“ask” is no price in whole yen',
        mend: expect.stringContaining('plain digits'),
      },
    ]);
  });

  it('with cells too few or too many is refused at the row', () => {
    expect(
      missed(table, (at) => ({
        lines: table.lines.with(at + 1, table.lines[at + 1]!.replace(/,[^,]*$/, '')),
        rows: [at + 2],
      })),
    ).toEqual([]);
    expect(
      missed(table, (at) => ({
        lines: table.lines.with(at + 1, `${table.lines[at + 1]},9`),
        rows: [at + 2],
      })),
    ).toEqual([]);
  });

  it('with an unknown place is refused at the row', () => {
    expect(
      missed(table, (at) => ({
        lines: table.lines.with(at + 1, table.lines[at + 1]!.replace(/^[^,]*/, 'atlantis')),
        rows: [at + 2],
      })),
    ).toEqual([]);
  });

  it.each([
    '',
    'a,b,c',
    'origin_zone,dest_zone,yen',
    'prefecture,zone,60',
    'origin_zone,dest_zone,size,cashless_yen,cash_yen',
  ])('with the header %p is refused in row 1', (header) => {
    const faults = faultsOf(table.run([`"${header}"`.replaceAll(',', '","'), ...table.lines.slice(1)]));
    expect(faults.map(({ row }) => row)).toEqual([1]);
    expect(faults[0]!.mend).toMatch(/^Make it |^Name the file/);
  });

  it('is read with a byte order mark, as CP932 and with blank lines at the end', () => {
    const text = `${table.lines.join('\n')}\n\n`;
    expect(tariffOf(table.run([`\uFEFF${text}`])).priceYen).toEqual(
      tariffOf(table.run(table.lines)).priceYen,
    );
  });

  it('with an open quote is refused where it opens', () => {
    const open = table.lines.with(5, `"${table.lines[5]}`);
    expect(faultsOf(table.run(open))[0]).toMatchObject({ row: 6 });
  });
});

describe('a file in CP932', () => {
  /** 北海道 and 東京都 as Excel writes them; the rest is ASCII. */
  it('is read as such', () => {
    const zones = Uint8Array.from([
      ...Buffer.from('zone,prefecture\r\nz,'),
      0x96,
      0x6b,
      0x8a,
      0x43,
      0x93,
      0xb9,
      13,
      10,
    ]);
    const [fault] = faultsOf(importRates(RATES, { zones }));
    expect(fault!.message).toMatch(/^no zone has 青森県, /);
    expect(fault!.message).not.toContain('北海道');
  });

  it('that is neither CP932 nor UTF-8 is refused', () => {
    expect(faultsOf(importRates(RATES, { rates: Uint8Array.from([0xff, 0xfe, 0x00, 0x80]) }))).toMatchObject([
      { row: 1, message: 'the file is neither UTF-8 nor CP932' },
    ]);
  });
});

describe('the file of zones', () => {
  const lines = ZONES.split('\n');
  it.each<[string, string, number]>([
    ['no header', lines.slice(1).join('\n'), 1],
    ['a prefecture in two zones', [...lines, 'kansai,東京都'].join('\n'), 49],
    ['a prefecture that is none', lines.with(4, 'kanto,江戸').join('\n'), 5],
    ['a prefecture without a zone', lines.slice(0, -1).join('\n'), 48],
    ['a row of one cell', lines.with(4, 'kanto').join('\n'), 5],
    ['no JSON', '[{"id":', 1],
    ['JSON of another kind', '[{"name": "kanto"}]', 1],
  ])('with %s is refused at the row', (_what, zones, row) => {
    expect(faultsOf(importRates(RATES, { zones }))[0]).toMatchObject({ file: 'zones', row });
  });

  it('may be missing for a list of prefectures only', () => {
    expect(faultsOf(importTariff({ ...FILES, rates: RATES.join('\n') }))).toMatchObject([
      { file: 'zones', row: 1 },
    ]);
  });
});

describe('what a table must have', () => {
  it('is every class of the service', () => {
    expect(faultsOf(importRates(RATES.filter((line) => !line.includes(',120,'))))).toMatchObject([
      { row: 7 * 3 * 7 + 2, column: 'size', message: 'no row has the size 120' },
    ]);
  });

  it('is the zone the shop sends from', () => {
    const fromOsaka = [RATES[0]!, ...RATES.filter((line) => line.startsWith('kansai,'))];
    expect(faultsOf(importRates(fromOsaka))).toMatchObject([{ column: 'origin_zone' }]);
    expect(tariffOf(importRates(fromOsaka, { originPrefecture: 27 })).zoneByPrefecture[27]).toBe('kansai');
  });

  it('is no size of another carrier', () => {
    expect(faultsOf(importRates(RATES, { service: sagawaTakuhaibin }))[0]).toMatchObject({
      column: 'size',
      row: 2 + 3 * 7,
    });
  });

  it('is the column that is asked for', () => {
    const cashOnly = RATES.map((line) => line.replace(/,[^,]*$/, ''));
    expect(faultsOf(importRates(cashOnly, { payment: 'cashless' }))).toMatchObject([
      { row: 1, column: 'cashless_yen' },
    ]);
    expect(tariffOf(importRates(RATES, { payment: 'cashless' })).priceYen['kanto']!['60']).toBe(896);
  });
});

describe('a doubt that a person has looked at', () => {
  const cheapFar = OWN.map((line) => {
    const cells = line.split(',');
    return cells[0] === '沖縄県' ? [...cells.slice(0, 3), ...OWN[13]!.split(',').slice(3)].join(',') : line;
  });

  it('refuses nothing once it is allowed', () => {
    expect(faultsOf(importOwn(cheapFar))[0]!.mend).toContain('allow zones-alike');
    expect(tariffOf(importOwn(cheapFar, { allow: ['zones-alike'] })).priceYen['farthest']!['60']).toBe(900);
  });
});

describe('what the file has no room for', () => {
  it('is taken from beside it', () => {
    const codFees = [{ amountYenMax: 300_000, yen: 330 }];
    const tariff = tariffOf(
      importOwn(OWN, { version: 'v7', effectiveTo: '2027-03-31', extras: { codFees } }),
    );
    expect(tariff).toMatchObject({
      version: 'v7',
      effectiveTo: '2027-03-31',
      codFees,
      leadDaysByPrefecture: { 13: 1, 47: 3 },
    });
  });
});
