import type { Tariff } from '@okuru/carriers';
import type { PackageKind } from '@okuru/packing';
import type { ChoiceTables } from '../choose-packaging/choice-tables.js';

/** Off what a service asks for the freight. */
export interface WhatIfDiscount {
  readonly carrier: string;
  readonly service: string;
  /** Above 0, up to 100. */
  readonly percent: number;
}

/** What would be otherwise; several changes are asked about together. */
export interface Alternative {
  /** Instead of the packages there are. */
  readonly packages?: readonly PackageKind[];
  /** Beside the packages there are; one of a code that is there replaces it. */
  readonly addPackages?: readonly PackageKind[];
  /** Instead of every tariff of their services, on every day. */
  readonly tariffs?: readonly Tariff[];
  readonly discounts?: readonly WhatIfDiscount[];
}

export interface AlternativeFault {
  readonly path: string;
  readonly message: string;
  readonly mend: string;
}

/** The tables as they would be, or what the question names that is not there. */
export const alternativeTables = (
  now: ChoiceTables,
  alternative: Alternative,
): { readonly tables: ChoiceTables } | { readonly faults: readonly AlternativeFault[] } => {
  const { discounts = [], tariffs = [] } = alternative;
  const faults = [
    ...(isEmpty(alternative) ? [nothingAsked] : []),
    ...tariffs.flatMap((tariff, nth) => unknownService(now, tariff, `tariffs[${nth}]`)),
    ...discounts.flatMap((discount, nth) => unknownService(now, discount, `discounts[${nth}]`)),
    ...discounts.flatMap((discount, nth) => namedTwice(discounts, discount, nth)),
  ];
  if (faults.length > 0) return { faults };
  return {
    tables: {
      ...now,
      packages: changesPackages(alternative)
        ? { version: `${now.packages.version}-what-if`, kinds: packagesOf(now.packages.kinds, alternative) }
        : now.packages,
      carriers: {
        ...now.carriers,
        tariffs: discounted(replaced(now.carriers.tariffs, tariffs), discounts),
      },
    },
  };
};

const isEmpty = (alternative: Alternative): boolean =>
  !changesPackages(alternative) &&
  (alternative.tariffs ?? []).length === 0 &&
  (alternative.discounts ?? []).length === 0;

const changesPackages = ({ packages = [], addPackages = [] }: Alternative): boolean =>
  packages.length > 0 || addPackages.length > 0;

const nothingAsked: AlternativeFault = {
  path: '',
  message: 'asks about no change',
  mend: 'Name packages, addPackages, tariffs or discounts.',
};

const packagesOf = (
  kinds: readonly PackageKind[],
  { packages = kinds, addPackages = [] }: Alternative,
): PackageKind[] => {
  const added = new Set(addPackages.map(({ code }) => code));
  return [...packages.filter(({ code }) => !added.has(code)), ...addPackages];
};

interface Named {
  readonly carrier: string;
  readonly service: string;
}
const isSame = (a: Named, b: Named): boolean => a.carrier === b.carrier && a.service === b.service;

/** A tariff that is asked about counts whatever its own days are. */
const replaced = (tariffs: readonly Tariff[], given: readonly Tariff[]): Tariff[] => [
  ...tariffs.filter((tariff) => !given.some((one) => isSame(one, tariff))),
  ...given.map(({ effectiveTo: _, ...tariff }) => ({ ...tariff, effectiveFrom: '0001-01-01' })),
];

/** Off the price after the discounts that the contract has already, rounded down to whole yen. */
const discounted = (tariffs: readonly Tariff[], discounts: readonly WhatIfDiscount[]): Tariff[] =>
  tariffs.map((tariff) => {
    const discount = discounts.find((one) => isSame(one, tariff));
    if (!discount) return tariff;
    const { percent } = discount;
    return {
      ...tariff,
      version: `${tariff.version}-${percent}%`,
      discounts: [...(tariff.discounts ?? []), { kind: 'percent', percent, roundToYen: 1, rounding: 'down' }],
    };
  });

const unknownService = ({ carriers }: ChoiceTables, named: Named, path: string): AlternativeFault[] =>
  carriers.services.some((service) => isSame(service, named))
    ? []
    : [
        {
          path: `${path}.service`,
          message: `names no service (${named.carrier}/${named.service})`,
          mend: `Known are: ${carriers.services.map(({ carrier, service }) => `${carrier}/${service}`).join(', ')}.`,
        },
      ];

const namedTwice = (
  discounts: readonly WhatIfDiscount[],
  discount: WhatIfDiscount,
  nth: number,
): AlternativeFault[] =>
  discounts.findIndex((one) => isSame(one, discount)) === nth
    ? []
    : [
        {
          path: `discounts[${nth}].service`,
          message: 'stands twice',
          mend: 'Give one discount per service.',
        },
      ];
