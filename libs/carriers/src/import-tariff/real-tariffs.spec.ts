import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { quote } from '../quote.js';
import { japanpostYuPack } from '../services/japanpost.js';
import { sagawaLarge, sagawaTakuhaibin } from '../services/sagawa.js';
import { yamatoTakkyubin } from '../services/yamato.js';
import { sizeClassOf } from '../size-class.js';
import type { CarrierService, ParcelToShip, Tariff } from '../types.js';
import { importTariff, type ImportedTariff } from './import-tariff.js';
import type { TariffFiles } from './tariff-files.js';

const FOLDER = path.resolve(import.meta.dirname, '../../../../../shared/data/jp-tariffs');
const present = existsSync(FOLDER);
const [TOKYO, HOKKAIDO, OSAKA, OKINAWA] = [13, 1, 27, 47];

const read = (file: string): Buffer => readFileSync(path.join(FOLDER, file));
const COMMON = {
  originPrefecture: TOKYO,
  effectiveFrom: '2025-12-01',
  source: 'public copy of the carrier’s list',
};

const yamato = (rates: Buffer | string, more: Partial<TariffFiles> = {}): ImportedTariff =>
  importTariff({
    ...COMMON,
    rates,
    zones: read('yamato-2025-12/zones.json'),
    service: yamatoTakkyubin,
    ...more,
  });
const sagawa = (rates: Buffer | string, service: CarrierService): ImportedTariff =>
  importTariff({
    ...COMMON,
    rates,
    zones: read('sagawa-2024-04-from-kanto/zones.csv'),
    service,
    otherServices: [sagawaTakuhaibin, sagawaLarge],
  });
const tariffOf = (imported: ImportedTariff): Tariff => {
  if ('faults' in imported) throw new Error(JSON.stringify(imported.faults.slice(0, 3)));
  return imported.tariff;
};
const ofSum = (sumCm: number, kg: number): ParcelToShip => ({
  outer: { lengthMm: sumCm * 4, widthMm: sumCm * 3, heightMm: sumCm * 3 },
  grossWeightGrams: kg * 1_000,
});

(present ? describe : describe.skip)(
  present ? 'the real tariffs' : 'dataset absent: shared/data/jp-tariffs',
  () => {
    const files = present
      ? { yamato: read('yamato-2025-12/rates.csv'), sagawa: read('sagawa-2024-04-from-kanto/rates.csv') }
      : { yamato: Buffer.alloc(0), sagawa: Buffer.alloc(0) };
    const yen = (
      imported: ImportedTariff,
      service: CarrierService,
      parcel: ParcelToShip,
      prefecture: number,
    ): number => {
      const one = quote(parcel, service, tariffOf(imported), {
        ...{ prefecture, mode: 'any', cashOnDelivery: false, shipOn: '2026-11-26' },
      });
      return one.ok ? one.freightYen : Number.NaN;
    };
    const byYamato = (parcel: ParcelToShip, to: number): number =>
      yen(yamato(files.yamato), yamatoTakkyubin, parcel, to);
    const bySagawa = (parcel: ParcelToShip, to: number): number =>
      yen(sagawa(files.sagawa, sagawaTakuhaibin), sagawaTakuhaibin, parcel, to);

    it('are imported, cash and cashless, both services of Sagawa', () => {
      expect(tariffOf(yamato(files.yamato)).priceYen['okinawa']!['200']).toBeGreaterThan(3_000);
      expect(tariffOf(yamato(files.yamato, { payment: 'cashless' })).priceYen['hokkaido']!['60']).toBe(1_452);
      expect(Object.keys(tariffOf(sagawa(files.sagawa, sagawaTakuhaibin)).priceYen['okinawa']!)).toEqual([
        '60',
        '80',
        '100',
        '140',
        '160',
      ]);
      expect(tariffOf(sagawa(files.sagawa, sagawaLarge)).priceYen['okinawa']!['260']).toBe(46_860);
    });

    it('are imported from every zone of Yamato, and from Kanto only of Sagawa', () => {
      const origins = [1, 2, 4, 13, 15, 16, 23, 27, 34, 37, 40, 47];
      expect(
        origins.filter((originPrefecture) => 'faults' in yamato(files.yamato, { originPrefecture })),
      ).toEqual([]);
      expect(
        importTariff({
          ...COMMON,
          rates: files.sagawa,
          zones: read('sagawa-2024-04-from-kanto/zones.csv'),
          service: sagawaTakuhaibin,
          otherServices: [sagawaLarge],
          originPrefecture: OSAKA,
        }),
      ).toMatchObject({ faults: [{ column: 'origin_zone' }] });
    });

    it('size 60 inside Kanto: Sagawa is the cheaper one', () => {
      expect([bySagawa(ofSum(60, 2), TOKYO), byYamato(ofSum(60, 2), TOKYO)]).toEqual([910, 940]);
    });

    it('101-120 cm inside Kanto: Yamato is, as Sagawa has no class 120', () => {
      expect([byYamato(ofSum(115, 9), TOKYO), bySagawa(ofSum(115, 9), TOKYO)]).toEqual([2_040, 2_180]);
    });

    it('to Okinawa Sagawa jumps several-fold from size 80 on', () => {
      expect([bySagawa(ofSum(60, 2), OKINAWA), bySagawa(ofSum(140, 15), OKINAWA)]).toEqual([1_914, 7_579]);
      expect(bySagawa(ofSum(140, 15), OKINAWA) / bySagawa(ofSum(140, 15), TOKYO)).toBeGreaterThan(3);
    });

    it.each<[string, ParcelToShip, string[]]>([
      ['110 cm 12 kg', ofSum(110, 12), ['120', '120', '140']],
      ['90 cm 12 kg', ofSum(90, 12), ['120', '100', '140']],
    ])('%s is another class at Yamato, Japan Post and Sagawa', (_what, parcel, classes) => {
      const classOf = (service: CarrierService) => {
        const sized = sizeClassOf(parcel, service);
        return sized.ok ? sized.sizeClass.code : sized.reason;
      };
      expect([yamatoTakkyubin, japanpostYuPack, sagawaTakuhaibin].map(classOf)).toEqual(classes);
    });

    const lines = files.yamato.toString('utf8').trim().split(/\r?\n/);
    const kanto = [lines[0]!, ...lines.filter((line) => line.startsWith('kanto,'))];

    it('Hokkaido at the price within a prefecture, as a public copy has it, is refused at its row', () => {
      const [priceOf, keyOf] = [
        (line: string) => line.split(',').slice(3),
        (line: string) => line.split(',').slice(0, 3),
      ];
      const within = JSON.parse(read('yamato-2025-12/rates-intrapref.json').toString('utf8')) as Record<
        'cash' | 'cashless',
        Record<string, number>
      >;
      const slipped = kanto.map((line, at) => {
        if (at < 1 || at > 3) return line;
        const prices = at === 1 ? [within.cash['60'], within.cashless['60']] : priceOf(kanto[at - 1]!);
        return [...keyOf(line), ...prices].join(',');
      });
      expect(slipped[1]).toBe('kanto,hokkaido,60,790,781');
      const imported = yamato(slipped.join('\n'));
      expect(imported).toMatchObject({ faults: [{ row: 2 }] });
    });

    it('a slip of one line in the whole table is refused at the row it begins', () => {
      const prices = lines.slice(1).map((line) => line.split(',').slice(3).join());
      const places = [...prices.keys()].filter((at) => at % 61 === 0 || at > prices.length - 8);
      const missed = places.filter((at) => {
        const after = [...prices.slice(0, at), prices[Math.max(0, at - 1)]!, ...prices.slice(at, -1)];
        const wrong = after.findIndex((one, line) => one !== prices[line]);
        if (wrong < 0) return false;
        const rates = [
          lines[0]!,
          ...lines.slice(1).map((line, row) => [...line.split(',').slice(0, 3), after[row]].join(',')),
        ];
        const imported = yamato(rates.join('\n'));
        const named =
          'faults' in imported ? imported.faults.flatMap(({ row, alsoRows = [] }) => [row, ...alsoRows]) : [];
        return !named.includes(wrong + 2);
      });
      expect(missed).toEqual([]);
    });

    it('a zone that is left out is refused where it ought to stand', () => {
      const without = lines.filter((line) => !line.startsWith('kanto,kyushu,140'));
      expect(yamato(without.join('\n'))).toMatchObject({
        faults: [
          { row: lines.findIndex((line) => line.startsWith('kanto,kyushu,140')) + 1, column: 'dest_zone' },
        ],
      });
    });

    it('Hokkaido costs more than Osaka from Tokyo', () => {
      expect(byYamato(ofSum(60, 2), HOKKAIDO)).toBeGreaterThan(byYamato(ofSum(60, 2), OSAKA));
    });
  },
);
