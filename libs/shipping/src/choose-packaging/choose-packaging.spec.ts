import { CARRIER_SERVICES, SAMPLE_TARIFF_VERSION, sampleTariffs, type DeliveryDemand } from '@okuru/carriers';
import { DEFAULT_PACK_RULES, type PackItem } from '@okuru/packing';
import { SEED_PACKAGES } from '../package-kinds/seed-packages.js';
import { choosePackaging } from './choose-packaging.js';
import { packVerified, type Pack } from './pack-verified.js';
import { DEFAULT_CHOICE_RULES, type PackagingDecision } from './packaging-decision.js';

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

const choose = (items: PackItem[], delivery: Partial<DeliveryDemand> = {}, valueYen = 1_000, pack?: Pack) =>
  choosePackaging(
    { items, valueYen, delivery: { ...toTokyo, ...delivery } },
    packages,
    CARRIER_SERVICES,
    tariffs,
    rules,
    pack,
  );
const chosenOf = ({ outcome }: PackagingDecision) => ('chosen' in outcome ? outcome.chosen : []);
const refusedOf = ({ outcome }: PackagingDecision) => ('refused' in outcome ? outcome.refused : null);
const servicesOf = (decision: PackagingDecision) =>
  chosenOf(decision).map(({ carrier, service }) => `${carrier}/${service}`);
const reasonsFor = (decision: PackagingDecision, service: string) =>
  decision.ways.flatMap(({ packages: all }) =>
    all.flatMap(({ services }) =>
      services.flatMap((candidate) =>
        candidate.service === service && 'refusedBy' in candidate ? [candidate.refusedBy] : [],
      ),
    ),
  );

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
    const totals = decision.ways.flatMap(({ totalYen }) => (totalYen === null ? [] : [totalYen]));
    const paid = chosenOf(decision).reduce((sum, { totalYen }) => sum + totalYen, 0);
    expect(paid).toBe(Math.min(...totals));
    for (const way of decision.ways) {
      for (const candidate of way.packages) expect(candidate.services).toHaveLength(CARRIER_SERVICES.length);
    }
    expect(decision.versions.packages).toBe('packages-1');
    expect(new Set(decision.versions.tariffs)).toEqual(new Set([SAMPLE_TARIFF_VERSION]));
  });

  it('gives the same record again', () => {
    expect(choose([aMug, aBook])).toEqual(choose([aMug, aBook]));
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
    const faulty: Pack = (...all) => ({ ...packVerified(...all), faults: ['MUG #0 and MUG #1 overlap'] });
    const decision = choose([aMug], {}, 1_000, faulty);
    expect(refusedOf(decision)?.reason).toBe('fits-no-package');
    expect(decision.faults).toHaveLength(1);
  });
});
