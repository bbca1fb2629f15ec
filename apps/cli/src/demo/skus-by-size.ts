/** An item that comes in several sizes is goods of each size: the first keeps the item's code, the others get a code of their own. */
export class SkusBySize {
  private readonly sizes = new Map<string, Map<string, string>>();

  constructor(private readonly codeOf: (text: string) => string) {}

  of(item: string, size: string): string {
    const known = this.sizes.get(item) ?? new Map<string, string>();
    this.sizes.set(item, known);
    const sku = known.get(size) ?? this.codeOf(known.size === 0 ? item : `${item}-size-${known.size + 1}`);
    known.set(size, sku);
    return sku;
  }

  get itemsOfSeveralSizes(): number {
    return [...this.sizes.values()].filter(({ size }) => size > 1).length;
  }
}
