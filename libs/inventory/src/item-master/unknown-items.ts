import { Refusal } from '@okuru/platform';

/** An item the caller named, and where in the request. */
export interface NamedItem {
  readonly path: string;
  readonly sku: string;
}

/** Stock is kept of items in the master only: nobody can pack what nobody described. */
export const refuseUnknownItems = (named: readonly NamedItem[], known: ReadonlySet<string>): void => {
  const unknown = named.filter((item) => !known.has(item.sku));
  if (unknown.length === 0) return;
  throw new Refusal({
    status: 422,
    code: 'unknown-item',
    title: 'The item master does not know an item',
    errors: unknown.map(({ path, sku }) => ({
      path,
      message: `"${sku}" is not in the item master`,
      mend: 'Correct the code, or enter the item first (PUT /v1/items/{sku} or an import).',
    })),
  });
};
