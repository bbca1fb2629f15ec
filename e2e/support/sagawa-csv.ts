import { PREFECTURES, sampleTariffs } from '@okuru/carriers';

const CLASSES = ['60', '80', '100', '140', '160'];

/** Sagawa at the sample's prices, in Okuru's own format, as a shop would hand it in. */
export const sagawaCsv = (): string => {
  const sample = sampleTariffs(13).find(({ service }) => service === 'takuhaibin')!;
  const rows = PREFECTURES.map(({ code, ja }) => {
    const zone = sample.zoneByPrefecture[code]!;
    return [ja, zone, '', ...CLASSES.map((size) => sample.priceYen[zone]![size]!)].join(',');
  });
  return [`prefecture,zone,lead_days,${CLASSES.join(',')}`, ...rows].join('\r\n');
};
