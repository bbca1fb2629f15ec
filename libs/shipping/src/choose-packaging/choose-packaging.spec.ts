import { CARRIER_SERVICES, SAMPLE_TARIFF_VERSION, sampleTariffs, type DeliveryDemand } from '@okuru/carriers';
import { DEFAULT_PACK_RULES, packCheapest, type PackItem } from '@okuru/packing';
import { SEED_PACKAGES } from '../package-kinds/seed-packages.js';
import { choosePackaging } from './choose-packaging.js';
import type { PackagingDecision } from './packaging-decision.js';
import { DEFAULT_CHOICE_RULES, type ChoiceRules } from './packaging-demand.js';

const tariffs = sampleTariffs(13);
const rules = { ...DEFAULT_CHOICE_RULES, pack: DEFAULT_PACK_RULES };
const packages = { version: 'packages-1', kinds: SEED_PACKAGES };

const aBook: PackItem = {
  sku: 'BOOK',
  quantity: 1,
  size: { lengthMm: 210, widthMm: 148, heightMm: 15 },
  weightGrams: 300,
};
const aMug: PackItem = {
  sku: 'MUG',
  quantity: 2,
  size: { lengthMm: 120, widthMm: 90, heightMm: 100 },
  weightGrams: 350,
  fragile: true,
};
const toTokyo: DeliveryDemand = { prefecture: 13, mode: 'any', cashOnDelivery: false, shipOn: '2026-02-01' };

const choose = (
  items: readonly PackItem[],
  delivery: Partial<DeliveryDemand> = {},
  valueYen = 1_000,
  change: Partial<ChoiceRules> = {},
  search?: typeof packCheapest,
) =>
  choosePackaging(
    { items, valueYen, unitValuesYen: { BOOK: 900, MUG: 700 }, delivery: { ...toTokyo, ...delivery } },
    packages,
    CARRIER_SERVICES,
    tariffs,
    { ...rules, ...change },
    undefined,
    search,
  );
const chosenOf = ({ outcome }: PackagingDecision) => ('chosen' in outcome ? outcome.chosen : []);
const refusedOf = ({ outcome }: PackagingDecision) => ('refused' in outcome ? outcome.refused : null);
const servicesOf = (decision: PackagingDecision) =>
  chosenOf(decision).map(({ carrier, service }) => `${carrier}/${service}`);
const reasonsFor = (decision: PackagingDecision, service: string) =>
  candidatesOf(decision).flatMap((candidate) =>
    candidate.service === service && 'refusedBy' in candidate ? [candidate.refusedBy] : [],
  );
const candidatesOf = ({ whole }: PackagingDecision) =>
  whole.flatMap((candidate) => ('services' in candidate ? candidate.services : []));

describe('package and carrier together', () => {
  it('a thin book goes through the letter box when nothing more was promised', () => {
    const decision = choose([aBook]);
    expect(servicesOf(decision)).toEqual(['japanpost/click-post']);
    expect(chosenOf(decision)[0]).toMatchObject({ packageCode: 'M30', units: { BOOK: 1 } });
  });

  it('a buyer who paid for a courier never gets a letter box', () => {
    const decision = choose([aBook], { mode: 'hand-over' });
    expect(servicesOf(decision)).not.toContain('yamato/nekopos');
    expect(reasonsFor(decision, 'nekopos')).toContain('no-hand-over');
  });

  it.each([
    ['fragile goods', [{ ...aBook, fragile: true }], 1_000, 'fragile'],
    ['goods of value', [aBook], 10_000, 'value'],
  ] as const)('%s are handed over though the buyer asked for nothing', (_name, items, valueYen, because) => {
    const decision = choose([...items], { mode: 'mailbox' }, valueYen);
    expect(decision.handOverBecause).toBe(because);
    expect(servicesOf(decision)).not.toContain('yamato/nekopos');
  });

  it('cash on delivery leaves only services that collect it', () => {
    const decision = choose([aBook], { cashOnDelivery: true });
    expect(servicesOf(decision)).not.toContain('yamato/nekopos');
    expect(reasonsFor(decision, 'nekopos')).toContain('no-cash-on-delivery');
  });

  it('a slot is a hard rule: 12-14 excludes the carrier that abolished it', () => {
    const decision = choose([aMug], { timeSlot: '12-14' });
    expect(reasonsFor(decision, 'takkyubin')).toContain('slot-not-offered');
    expect(servicesOf(decision)).not.toContain('yamato/takkyubin');
    expect(servicesOf(decision)).toHaveLength(1);
  });

  it('a named service is what was paid for', () => {
    expect(servicesOf(choose([aMug], { mode: 'named-service', service: 'japanpost/yu-pack' }))).toEqual([
      'japanpost/yu-pack',
    ]);
  });

  it('the winner is the cheapest of all candidates, and the record adds up', () => {
    const decision = choose([aMug, aBook]);
    const totals = [...candidatesOf(decision), ...decision.splits].flatMap((candidate) =>
      'totalYen' in candidate ? [candidate.totalYen] : [],
    );
    const paid = chosenOf(decision).reduce((sum, { totalYen }) => sum + totalYen, 0);
    expect(paid).toBe(Math.min(...totals));
    expect(decision.outcome).toMatchObject({ totalYen: paid });
    expect(decision.versions).toMatchObject({
      packages: 'packages-1',
      tariffs: [SAMPLE_TARIFF_VERSION],
      rules: rules.version,
    });
  });

  it('asks every package and every service, and each answers with yen that add up or with a rule', () => {
    const decision = choose([aMug, aBook]);
    expect(decision.whole.map(({ packageCode }) => packageCode)).toEqual(
      SEED_PACKAGES.map(({ code }) => code),
    );
    for (const candidate of decision.whole) {
      if ('refusedBy' in candidate) continue;
      expect(candidate.services).toHaveLength(CARRIER_SERVICES.length);
      const own = candidate.packageYen + candidate.fillerYen + candidate.handlingYen;
      for (const service of candidate.services) {
        if ('refusedBy' in service) continue;
        expect(service.totalYen).toBe(own + service.freightYen + service.surchargeYen);
      }
    }
  });

  it('an expected loss without figures is unknown and counts nothing; with figures it is part of the price', () => {
    const plain = chosenOf(choose([aBook]))[0]!;
    expect(plain).toMatchObject({ service: 'click-post', expectedLossYen: null });
    const lossRates = [
      { caseType: 'lost', serviceKind: 'letter-box' as const, perMillionParcels: 2_000 },
      { caseType: 'damaged', serviceKind: 'letter-box' as const, perMillionParcels: 500 },
    ];
    expect(chosenOf(choose([aBook], {}, 1_000, { lossRates }))[0]).toMatchObject({
      service: 'click-post',
      expectedLossYen: 3,
      totalYen: plain.totalYen + 3,
    });
    const often = [{ caseType: 'lost', serviceKind: 'letter-box' as const, perMillionParcels: 900_000 }];
    const handedOver = CARRIER_SERVICES.filter(({ handOver }) => handOver).map(({ service }) => service);
    expect(handedOver).toContain(chosenOf(choose([aBook], {}, 1_000, { lossRates: often }))[0]!.service);
  });

  it('gives the same record again, whatever the order of the goods', () => {
    expect(JSON.stringify(choose([aMug, aBook]))).toBe(JSON.stringify(choose([aBook, aMug])));
  });

  it('goods too many for one carton go in several, every unit once', () => {
    const decision = choose([{ ...aMug, quantity: 60 }]);
    expect(chosenOf(decision).length).toBeGreaterThan(1);
    expect(chosenOf(decision).reduce((sum, { units }) => sum + (units['MUG'] ?? 0), 0)).toBe(60);
  });
});

describe('when nothing is safe', () => {
  it('names the goods that fit no package', () => {
    const skis = { ...aBook, sku: 'SKIS', size: { lengthMm: 1_900, widthMm: 150, heightMm: 80 } };
    expect(refusedOf(choose([skis, aMug]))).toEqual({ reason: 'fits-no-package', skus: ['SKIS'] });
  });
  it('says that no carrier may', () => {
    expect(refusedOf(choose([aMug], { mode: 'named-service', service: 'nobody/nothing' }))?.reason).toBe(
      'no-carrier-may-carry-it',
    );
    expect(refusedOf(choose([aMug], { shipOn: '2020-01-01' }))?.reason).toBe('no-carrier-may-carry-it');
  });
  it('a mistyped quantity is a refusal, not a crash', () => {
    expect(
      refusedOf(
        choose([
          { ...aBook, quantity: 9_999 },
          { ...aMug, quantity: 9_999 },
        ]),
      )?.reason,
    ).toBe('fits-no-package');
  });
  it('an answer the check finds faulty is never used', () => {
    const overlapping: typeof packCheapest = (...asked) => {
      const found = packCheapest(...asked);
      const best = found.best!;
      const packages = best.packages.map((one) => ({
        ...one,
        placements: one.placements.map((place) => ({ ...place, xMm: 20, yMm: 20, zMm: 20 })),
      }));
      return { ...found, best: { ...best, packages } };
    };
    const decision = choose([aMug], {}, 1_000, {}, overlapping);
    expect(refusedOf(decision)?.reason).toBe('fits-no-package');
    expect(decision.faults.join()).toContain('MUG');
  });
});
