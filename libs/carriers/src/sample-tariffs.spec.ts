import { PREFECTURES } from './prefectures.js';
import { SAMPLE_TARIFF_VERSION, sampleTariffs } from './sample-tariffs.js';
import { CARRIER_SERVICES } from './services/index.js';

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
          expect(prices.every((yen) => Number.isInteger(yen) && yen > 0)).toBe(true);
          prices.slice(1).forEach((yen, below) => expect(yen).toBeGreaterThan(prices[below]!));
        }
      });
    }
  });

  it('costs the same in both directions', () => {
    const zones = PREFECTURES.map(({ code }) => sampleTariffs(code)[0]!.zoneByPrefecture);
    PREFECTURES.forEach((from, i) =>
      PREFECTURES.forEach((to, j) => expect(zones[i]![to.code]).toBe(zones[j]![from.code])),
    );
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

  it('knows no prefecture 0', () => {
    expect(() => sampleTariffs(0)).toThrow(RangeError);
  });
});
