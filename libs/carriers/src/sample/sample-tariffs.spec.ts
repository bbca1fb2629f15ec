import { PREFECTURES } from '../prefectures.js';
import { SAMPLE_TARIFF_VERSION, sampleTariffs } from './sample-tariffs.js';
import { CARRIER_SERVICES } from '../services/index.js';

describe('sampleTariffs', () => {
  it('says of itself that it is a sample', () => {
    for (const tariff of sampleTariffs(13)) {
      expect(tariff).toMatchObject({ isSample: true, version: SAMPLE_TARIFF_VERSION });
      expect(tariff.source).toContain("not any carrier's price");
    }
  });

  it('prices every class of every service to all 47 prefectures in whole yen, rising with the class', () => {
    for (const { code } of PREFECTURES) {
      const tariffs = sampleTariffs(code);
      expect(tariffs.map(({ carrier, service }) => [carrier, service])).toEqual(
        CARRIER_SERVICES.map(({ carrier, service }) => [carrier, service]),
      );
      tariffs.forEach((tariff, index) => {
        for (const destination of PREFECTURES) {
          const prices = CARRIER_SERVICES[index]!.classes.map(
            (one) => tariff.priceYen[tariff.zoneByPrefecture[destination.code]!]![one.code]!,
          );
          const isRising = prices.every((yen, at) => Number.isInteger(yen) && yen > (prices[at - 1] ?? 0));
          if (!isRising) throw new Error(`${tariff.service} to ${destination.en}: ${prices.join(', ')}`);
        }
      });
    }
  });

  it('costs the same in both directions', () => {
    const zones = PREFECTURES.map(({ code }) => sampleTariffs(code)[0]!.zoneByPrefecture);
    const there = PREFECTURES.map((_from, i) => PREFECTURES.map((to) => zones[i]![to.code]));
    const back = PREFECTURES.map((from) => PREFECTURES.map((_to, j) => zones[j]![from.code]));
    expect(there).toEqual(back);
  });

  it('is nearest at home and farthest in Okinawa, seen from Tokyo', () => {
    const zones = sampleTariffs(13)[0]!.zoneByPrefecture;
    expect([zones[13], zones[14], zones[27], zones[47]]).toEqual([
      'same-region',
      'same-region',
      'middle',
      'farthest',
    ]);
  });

  it('asks the 500 yen and the day more for a heavy Yu-Pack, and one price for Click Post, as their sources say', () => {
    const of = (service: string) => sampleTariffs(13).find((tariff) => tariff.service === service)!;
    const [plain, heavy] = [of('yu-pack'), of('yu-pack-heavy')];
    for (const zone of Object.keys(plain.priceYen)) {
      for (const code of Object.keys(plain.priceYen[zone]!))
        expect(heavy.priceYen[zone]![code]! - plain.priceYen[zone]![code]!).toBe(500);
    }
    expect(heavy.leadDaysByPrefecture![27]! - plain.leadDaysByPrefecture![27]!).toBe(1);
    expect(new Set(Object.values(of('click-post').priceYen).map((prices) => prices['mailbox']))).toEqual(
      new Set([185]),
    );
  });

  it('knows no prefecture 0', () => {
    expect(() => sampleTariffs(0)).toThrow(RangeError);
  });
});
