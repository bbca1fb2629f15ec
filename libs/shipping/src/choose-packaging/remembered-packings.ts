import type { PackageKind, PackItem, PackRules } from '@okuru/packing';
import { packVerified, type Pack, type VerifiedPackings } from './pack-verified.js';

/** Packs somewhere else than on the event loop. */
export type PackAside = (...asked: Parameters<Pack>) => Promise<VerifiedPackings>;

/** Answers kept at most; shops send the same few baskets again and again. */
const PACKINGS_REMEMBERED_MAX = 2_000;
/** Units that are packed on the spot; more may take longer than other requests should wait. */
const UNITS_ON_THE_SPOT_MAX = 8;

/** Packs each basket once per package table: the answer depends on nothing but goods, packages and rules. */
export class RememberedPackings {
  private readonly known = new Map<string, VerifiedPackings>();

  constructor(
    private readonly packAside: PackAside,
    private readonly packHere: Pack = packVerified,
  ) {}

  readonly pack: Pack = (items, packages, rules) => {
    const basket = basketOf(items, packages, rules);
    return this.remember(basket, this.known.get(basket) ?? this.packHere(items, packages, rules));
  };

  /** Packs a heavy basket aside, so that \`pack\` will know it. */
  async prepare(...asked: Parameters<Pack>): Promise<void> {
    const [items] = asked;
    if (items.reduce((sum, { quantity }) => sum + quantity, 0) <= UNITS_ON_THE_SPOT_MAX) return;
    const basket = basketOf(...asked);
    if (!this.known.has(basket)) this.remember(basket, await this.packAside(...asked));
  }

  /** The newest stands last, the one unused for longest goes first. */
  private remember(basket: string, answer: VerifiedPackings): VerifiedPackings {
    this.known.delete(basket);
    this.known.set(basket, answer);
    if (this.known.size > PACKINGS_REMEMBERED_MAX) this.known.delete(this.known.keys().next().value!);
    return answer;
  }
}

const basketOf = (items: readonly PackItem[], packages: readonly PackageKind[], rules: PackRules): string =>
  JSON.stringify([...items].sort((a, b) => (a.sku < b.sku ? -1 : 1))) + textOf(packages) + textOf(rules);

const texts = new WeakMap<object, string>();
/** The tables stay the same object for a whole batch, so they are written out once. */
const textOf = (table: object): string => {
  const text = texts.get(table) ?? JSON.stringify(table);
  texts.set(table, text);
  return text;
};
