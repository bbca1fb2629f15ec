import type { CarrierService, Tariff } from '@okuru/carriers';
import { z } from 'zod';
import type { AlternativeFault } from './alternative.js';

const YEN_MAX = 1_000_000;
const yen = z.int().min(0).max(YEN_MAX);
const text = z.string().min(1).max(200);
const day = z.iso.date();
const prefectures = <Value extends z.ZodType>(value: Value) =>
  z.record(z.string().regex(/^([1-9]|[1-3]\d|4[0-7])$/, 'must be a JIS prefecture code 1-47'), value);
const upTo = z.array(z.strictObject({ amountYenMax: z.int().min(0), yen })).max(100);

/** The tariff's form; what it may leave out stays as the service's tariff has it today. */
const form = z.strictObject({
  carrier: text,
  service: text,
  version: text,
  source: text.optional(),
  effectiveFrom: day.optional(),
  effectiveTo: day.optional(),
  isSample: z.boolean().optional(),
  zoneByPrefecture: prefectures(text).optional(),
  priceYen: z.record(text, z.record(text, yen)),
  cashOnDeliveryFeeYen: yen.optional(),
  codFees: upTo.optional(),
  coolYenByClass: z.record(text, yen).optional(),
  insurance: upTo.optional(),
  remoteAreas: z
    .array(
      z.strictObject({
        code: text,
        names: z.strictObject({ ja: text, en: text }),
        postalCodes: z.array(z.string().regex(/^\d{1,7}$/)).max(5_000),
        yen,
        extraDays: z.int().min(0).max(60).optional(),
        served: z.boolean().optional(),
      }),
    )
    .max(500)
    .optional(),
  discounts: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('yen'), yen }),
        z.strictObject({
          kind: z.literal('percent'),
          percent: z.number().min(0).max(100),
          roundToYen: z.int().min(1).max(1_000),
          rounding: z.enum(['down', 'nearest', 'up']),
        }),
      ]),
    )
    .max(20)
    .optional(),
  leadDaysByPrefecture: prefectures(z.int().min(0).max(60)).optional(),
  byAir: z
    .array(z.strictObject({ prefecture: z.int().min(1).max(47), fromClassCode: text.optional() }))
    .max(500)
    .optional(),
});

/** A tariff somebody asks about, completed by the one of today, or its faults with their places. */
export const readTariff = (
  given: object,
  path: string,
  services: readonly CarrierService[],
  today: readonly Tariff[],
): { readonly tariff: Tariff } | { readonly faults: AlternativeFault[] } => {
  const read = form.safeParse(given);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => ({
      path: [path, ...issue.path.map(String)].join('.'),
      message: issue.message,
      mend: 'Write the tariff as it was read, with prices by zone and class in whole yen.',
    }));
    return { faults };
  }
  const stated = read.data;
  const same = (one: { carrier: string; service: string }): boolean =>
    one.carrier === stated.carrier && one.service === stated.service;
  const service = services.find(same);
  const base = today.find(same);
  const tariff = {
    zoneByPrefecture: {},
    cashOnDeliveryFeeYen: 0,
    ...base,
    source: 'asked as a what-if',
    ...stated,
    isSample: false,
    effectiveFrom: stated.effectiveFrom ?? '0001-01-01',
  } as Tariff;
  const faults = service
    ? [...zonesWithoutPrice(tariff, path), ...strangeClasses(tariff, service, path)]
    : [];
  // A service that is not there is named by whoever builds the alternative.
  return faults.length > 0 ? { faults } : { tariff };
};

const zonesWithoutPrice = (tariff: Tariff, path: string): AlternativeFault[] => {
  const zones = [...new Set(Object.values(tariff.zoneByPrefecture))];
  if (zones.length === 0) {
    const mend = 'Give zoneByPrefecture: JIS prefecture code → zone.';
    return [{ path: `${path}.zoneByPrefecture`, message: 'names no zone', mend }];
  }
  return zones
    .filter((zone) => !tariff.priceYen[zone])
    .map((zone) => ({
      path: `${path}.priceYen`,
      message: `has no prices for the zone ${zone}`,
      mend: 'Price every zone that a prefecture lies in, or give zoneByPrefecture anew.',
    }));
};

const strangeClasses = (
  { priceYen }: Tariff,
  { classes }: CarrierService,
  path: string,
): AlternativeFault[] => {
  const known = classes.map(({ code }) => code);
  return Object.entries(priceYen).flatMap(([zone, prices]) =>
    Object.keys(prices)
      .filter((code) => !known.includes(code))
      .map((code) => ({
        path: `${path}.priceYen.${zone}.${code}`,
        message: 'is no class of the service',
        mend: `Its classes are: ${known.join(', ')}.`,
      })),
  );
};
