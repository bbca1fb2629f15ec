import { CARRIER_SERVICES, discounted, sampleTariffs } from '@okuru/carriers';
import { DEFAULT_PACK_RULES, type PackageKind } from '@okuru/packing';
import { DEFAULT_CHOICE_RULES } from '../choose-packaging/packaging-demand.js';
import { SEED_PACKAGES } from '../package-kinds/seed-packages.js';
import { alternativeTables, type Alternative } from './alternative.js';
import { readTariff } from './tariff.validator.js';

const TARIFFS = sampleTariffs(13);
const NOW = {
  packages: { version: 'packages-9', kinds: SEED_PACKAGES },
  carriers: { services: CARRIER_SERVICES, tariffs: TARIFFS },
  rules: { ...DEFAULT_CHOICE_RULES, pack: DEFAULT_PACK_RULES },
};
const [SEED] = SEED_PACKAGES;
const tablesOf = (alternative: Alternative) => {
  const then = alternativeTables(NOW, alternative);
  if ('faults' in then) throw new Error(JSON.stringify(then.faults));
  return then.tables;
};
const faultsOf = (alternative: Alternative) => {
  const then = alternativeTables(NOW, alternative);
  return 'faults' in then ? then.faults.map(({ path }) => path) : [];
};
const codes = (kinds: readonly PackageKind[]) => kinds.map(({ code }) => code);

describe('the tables as they would be', () => {
  it('hold one package more, or instead of its namesake, and the rest as it is', () => {
    const added = { ...SEED!, code: 'C70' };
    const { packages, carriers, rules } = tablesOf({ addPackages: [added] });
    expect(codes(packages.kinds)).toEqual([...codes(SEED_PACKAGES), 'C70']);
    expect([carriers.tariffs, rules]).toEqual([TARIFFS, NOW.rules]);
    const renewed = tablesOf({ addPackages: [{ ...SEED!, costYen: 1 }] }).packages.kinds;
    expect(renewed).toHaveLength(SEED_PACKAGES.length);
    expect(renewed.at(-1)).toMatchObject({ code: SEED!.code, costYen: 1 });
    expect(codes(tablesOf({ packages: [added] }).packages.kinds)).toEqual(['C70']);
  });

  it('take 8 % off one service, rounded down, and nothing off the others', () => {
    const { tariffs } = tablesOf({
      discounts: [{ carrier: 'sagawa', service: 'takuhaibin', percent: 8 }],
    }).carriers;
    for (const [nth, tariff] of tariffs.entries()) {
      const isSagawa = tariff.carrier === 'sagawa' && tariff.service === 'takuhaibin';
      expect(discounted(1_111, tariff.discounts)).toBe(
        isSagawa ? 1_022 : discounted(1_111, TARIFFS[nth]!.discounts),
      );
    }
  });

  it('let a tariff count on every day instead of those there are', () => {
    const base = TARIFFS.find(({ carrier }) => carrier === 'yamato')!;
    const { tariffs } = tablesOf({
      tariffs: [{ ...base, version: 'new', effectiveFrom: '2099-01-01', effectiveTo: '2099-12-31' }],
    }).carriers;
    const ofService = tariffs.filter(
      ({ carrier, service }) => carrier === base.carrier && service === base.service,
    );
    expect(ofService).toEqual([
      { ...base, version: 'new', effectiveFrom: '0001-01-01', effectiveTo: undefined },
    ]);
  });

  it('are refused when the question names nothing, nobody or somebody twice', () => {
    expect(faultsOf({})).toEqual(['']);
    const discount = { carrier: 'sagawa', service: 'takuhaibin', percent: 8 };
    expect(faultsOf({ discounts: [{ ...discount, service: 'moon' }] })).toEqual(['discounts[0].service']);
    expect(faultsOf({ discounts: [discount, discount] })).toEqual(['discounts[1].service']);
    expect(faultsOf({ tariffs: [{ ...TARIFFS[0]!, carrier: 'moon' }] })).toEqual(['tariffs[0].service']);
  });
});

describe('a tariff somebody asks about', () => {
  const base = TARIFFS.find(({ carrier, service }) => carrier === 'yamato' && service === 'takkyubin')!;
  const zones = [...new Set(Object.values(base.zoneByPrefecture))];
  const given = {
    ...{ carrier: 'yamato', service: 'takkyubin', version: 'offer' },
    priceYen: Object.fromEntries(zones.map((zone) => [zone, { 60: 700 }])),
  };
  const read = (tariff: object) => readTariff(tariff, 'tariffs[0]', CARRIER_SERVICES, TARIFFS);

  it('keeps of today’s tariff what it does not state', () => {
    expect(read(given)).toMatchObject({
      tariff: {
        ...{ version: 'offer', isSample: false, priceYen: given.priceYen },
        ...{ zoneByPrefecture: base.zoneByPrefecture, cashOnDeliveryFeeYen: base.cashOnDeliveryFeeYen },
      },
    });
  });

  it('reads every tariff there is as it is written', () => {
    for (const tariff of TARIFFS)
      expect(read(JSON.parse(JSON.stringify(tariff)) as object)).toHaveProperty('tariff');
  });

  it.each([
    [
      'a price in words',
      { ...given, priceYen: { [zones[0]!]: { 60: 'free' } } },
      /^tariffs\[0\]\.priceYen\./,
    ],
    ['a price below 0', { ...given, priceYen: { [zones[0]!]: { 60: -1 } } }, /^tariffs\[0\]\.priceYen\./],
    [
      'a zone without prices',
      { ...given, priceYen: { [zones[0]!]: { 60: 700 } } },
      /^tariffs\[0\]\.priceYen$/,
    ],
    ['a class that is none', { ...given, priceYen: { ...given.priceYen, [zones[0]!]: { 61: 7 } } }, /\.61$/],
    ['a prefecture that is none', { ...given, zoneByPrefecture: { 48: zones[0] } }, /zoneByPrefecture/],
    ['a field nobody knows', { ...given, color: 'red' }, /^tariffs\[0\]/],
    ['no prices', { carrier: 'yamato', service: 'takkyubin', version: 'offer' }, /priceYen/],
  ])('is refused with %s', (_what, tariff, path) => {
    const answer = read(tariff);
    const faults = 'faults' in answer ? answer.faults : [];
    expect(faults.map((fault) => fault.path)).toContainEqual(expect.stringMatching(path));
    expect(faults.every(({ mend }) => mend.length > 8)).toBe(true);
  });
});
