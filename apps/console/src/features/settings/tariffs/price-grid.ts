/** What a tariff's prices are drawn from. */
export interface Prices {
  /** Zone → class code → yen, from where the shop is. */
  readonly priceYen: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface PriceGrid {
  readonly classes: readonly string[];
  /** Nearest first, as the prices of the smallest class have it; a price that is not offered is undefined. */
  readonly rows: readonly { readonly zone: string; readonly yen: readonly (number | undefined)[] }[];
}

/** Classes from small to large; those that are no numbers (`compact`) stand before them. */
export const priceGrid = ({ priceYen }: Prices): PriceGrid => {
  const zones = Object.entries(priceYen);
  const classes = [...new Set(zones.flatMap(([, byClass]) => Object.keys(byClass)))].sort(bySize);
  return {
    classes,
    rows: zones
      .map(([zone, byClass]) => ({ zone, yen: classes.map((code) => byClass[code]) }))
      .sort((one, other) => least(one.yen) - least(other.yen) || one.zone.localeCompare(other.zone)),
  };
};

const bySize = (one: string, other: string): number =>
  sizeOf(one) - sizeOf(other) || one.localeCompare(other);

const sizeOf = (code: string): number => (/^\d+$/.test(code) ? Number(code) : 0);

const least = (yen: readonly (number | undefined)[]): number =>
  Math.min(...yen.filter((each) => each !== undefined));
