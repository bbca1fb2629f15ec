import { CARRIER_SERVICES, PREFECTURES, sampleTariffs } from '@okuru/carriers';
import { readTariffFile } from './read-tariff-file.js';

const TOKYO = 13;
const TARIFFS = sampleTariffs(TOKYO);
const NAMED = { carrier: 'sagawa', service: 'takuhaibin' };
const isNamed = (one: { carrier: string; service: string }): boolean =>
  one.carrier === NAMED.carrier && one.service === NAMED.service;
const today = TARIFFS.find(isNamed)!;
const classes = CARRIER_SERVICES.find(isNamed)!.classes.map(({ code }) => code);

/** Today's prices in Okuru's own format, every price ten yen higher. */
const LINES = [
  ['prefecture', 'zone', 'lead_days', ...classes],
  ...PREFECTURES.map(({ code, ja }) => {
    const zone = today.zoneByPrefecture[code]!;
    return [ja, zone, '', ...classes.map((one) => String(today.priceYen[zone]![one]! + 10))];
  }),
];
const csv = (lines: readonly (readonly string[])[]): string => lines.map((line) => line.join(',')).join('\n');
const read = (rates: string, named = NAMED) =>
  readTariffFile(
    { ...named, rates },
    'tariffFiles[0]',
    { services: CARRIER_SERVICES, tariffs: TARIFFS },
    TOKYO,
  );

describe('a table of prices somebody asks about', () => {
  it('brings its prices, and keeps fees, areas and days of today’s tariff', () => {
    const answer = read(csv(LINES));
    if ('faults' in answer) throw new Error(JSON.stringify(answer.faults));
    const { priceYen, version, source, isSample, ...rest } = answer.tariff;
    const { priceYen: pricesToday, version: _, source: __, isSample: ___, ...kept } = today;
    expect(rest).toEqual(kept);
    expect([version, source, isSample]).toEqual(['what-if', 'asked as a what-if', false]);
    for (const [zone, prices] of Object.entries(priceYen))
      for (const code of classes) expect(prices[code]).toBe(pricesToday[zone]![code]! + 10);
  });

  it.each([
    ['a missing prefecture', csv(LINES.filter((_, row) => row !== 5)), /^tariffFiles\[0\]\.rates\[\d+\]/],
    [
      'a price in words',
      csv(LINES.map((line, row) => (row === 7 ? [...line.slice(0, 3), 'free', ...line.slice(4)] : line))),
      /^tariffFiles\[0\]\.rates\[8\]/,
    ],
    ['a header nobody knows', 'a,b\n1,2', /^tariffFiles\[0\]\.rates\[1\]/],
  ])('is refused with %s, naming row and mend', (_what, rates, path) => {
    const answer = read(rates);
    const faults = 'faults' in answer ? answer.faults : [];
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0]!.path).toMatch(path);
    expect(faults.every(({ mend }) => mend.length > 8)).toBe(true);
  });

  it('is refused for a service that is none', () => {
    const answer = read(csv(LINES), { carrier: 'sagawa', service: 'moon' });
    expect('faults' in answer && answer.faults.map(({ path }) => path)).toEqual(['tariffFiles[0].service']);
  });
});
