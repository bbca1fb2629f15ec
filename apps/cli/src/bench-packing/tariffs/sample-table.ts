import { PREFECTURES, sampleTariffs, yamatoTakkyubin } from '@okuru/carriers';
import { ORIGIN_PREFECTURE, type PublishedTariff } from './tariff-files.js';

/** Okuru's sample tariff written as a table of rates from one zone, for a machine without published tables. */
export const sampleTable = (): PublishedTariff => {
  const tariff = sampleTariffs(ORIGIN_PREFECTURE).find(
    ({ carrier, service }) => carrier === yamatoTakkyubin.carrier && service === yamatoTakkyubin.service,
  )!;
  const zones = [...new Set(Object.values(tariff.zoneByPrefecture))];
  const origin = tariff.zoneByPrefecture[ORIGIN_PREFECTURE]!;
  return {
    name: "Okuru's own sample",
    service: yamatoTakkyubin,
    effectiveFrom: tariff.effectiveFrom,
    rates: [
      'origin_zone,dest_zone,size,cash_yen',
      ...yamatoTakkyubin.classes.flatMap(({ code }) =>
        zones.map((zone) => [origin, zone, code, tariff.priceYen[zone]![code]].join(',')),
      ),
    ].join('\n'),
    zones: [
      'zone,prefecture',
      ...PREFECTURES.map(({ code, ja }) => `${tariff.zoneByPrefecture[code]},${ja}`),
    ].join('\n'),
  };
};
