import { Refusal } from '@okuru/platform';
import type { SetPart } from '@okuru/contracts';
import type { NamedItem } from './unknown-items.js';

/** A set has no stock of its own: what comes in, or is counted, are its parts. */
export const refuseSets = (
  named: readonly NamedItem[],
  sets: ReadonlyMap<string, readonly SetPart[]>,
): void => {
  const errors = named.flatMap(({ path, sku }) => {
    const parts = sets.get(sku);
    return parts === undefined ? [] : [{ path, ...noStockOfItsOwn(sku, parts) }];
  });
  if (errors.length === 0) return;
  throw new Refusal({ status: 422, code: 'item-is-set', title: 'A set has no stock of its own', errors });
};

/** The no, in words. */
export const noStockOfItsOwn = (
  sku: string,
  parts: readonly SetPart[],
): { message: string; mend: string } => ({
  message: `"${sku}" is a set and has no stock of its own`,
  mend: `Name its parts: ${parts.map((part) => `${part.sku} × ${part.quantity}`).join(', ')}.`,
});
