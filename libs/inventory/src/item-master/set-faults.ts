import type { SetPart } from '@okuru/contracts';
import type { ItemDraft } from './item-draft.js';

/** What the master and the stock say of the items that are stated and of those they name. */
interface SetScene {
  /** Skus that the master knows. */
  readonly known: ReadonlySet<string>;
  /** Skus that are sets in the master. */
  readonly sets: ReadonlySet<string>;
  /** Of which sets of the master the stated sets are parts. */
  readonly partOf: readonly { readonly sku: string; readonly part: string }[];
  /** Units on hand or waited for, of the stated sets. */
  readonly units: ReadonlyMap<string, number>;
}

/** Why an item cannot be the set it is stated to be. */
export interface SetFault {
  readonly sku: string;
  /** Place of the part it concerns; null: all of them. */
  readonly part: number | null;
  readonly message: string;
  readonly mend: string;
}

/** What shows without looking into the master. */
export const partsFaults = (sku: string, parts: readonly SetPart[]): Omit<SetFault, 'sku'>[] =>
  parts.flatMap((part, index) => {
    if (part.sku === sku) return [{ part: index, ...ITSELF }];
    return parts.findIndex((other) => other.sku === part.sku) < index ? [{ part: index, ...TWICE }] : [];
  });

/**
 * Sets hold items that are no sets, so no circle can come about. All statements of an import count at once: a part may stand
 * in the row after its set.
 */
export const setFaults = (drafts: readonly ItemDraft[], scene: SetScene): SetFault[] => {
  const stated = new Map(drafts.map((draft) => [draft.sku, draft]));
  const isSet = (sku: string) => {
    const draft = stated.get(sku);
    return draft ? draft.parts !== undefined : scene.sets.has(sku);
  };
  return drafts.flatMap(({ sku, parts, lotControlled = false }) =>
    parts === undefined
      ? []
      : [
          ...parts.flatMap(({ sku: part }, index): SetFault[] => {
            if (!stated.has(part) && !scene.known.has(part)) return [{ sku, part: index, ...unknown(part) }];
            return isSet(part) ? [{ sku, part: index, ...nested(part) }] : [];
          }),
          ...heldBy(sku, scene.partOf, stated),
          ...hasStock(sku, scene.units.get(sku) ?? 0),
          ...(lotControlled ? [{ sku, part: null, ...BY_LOT }] : []),
        ],
  );
};

const heldBy = (
  sku: string,
  partOf: SetScene['partOf'],
  stated: ReadonlyMap<string, ItemDraft>,
): SetFault[] => {
  // A set that is stated itself is judged by the parts it is stated with.
  const holder = partOf.find((one) => one.part === sku && !stated.has(one.sku));
  if (holder === undefined) return [];
  return [
    {
      sku,
      part: null,
      message: `cannot be: ${sku} is a part of the set ${holder.sku}, and a set holds no sets`,
      mend: `Take it out of ${holder.sku} first.`,
    },
  ];
};

const hasStock = (sku: string, units: number): SetFault[] =>
  units === 0
    ? []
    : [
        {
          sku,
          part: null,
          message: `cannot be: ${sku} has stock of its own or orders that wait for it (${units} units), and a set has none`,
          mend: 'Count it to zero and let its orders end first, or give the set another sku.',
        },
      ];

const BY_LOT = {
  message: 'cannot be kept by lot: a set has no stock of its own',
  mend: 'Keep its parts by lot instead.',
};
const ITSELF = { message: 'is the set itself', mend: 'Name the items it is made of.' };
const TWICE = { message: 'names a part twice', mend: 'Name it once, with the sum.' };
const unknown = (part: string) => ({
  message: `"${part}" is not in the item master`,
  mend: 'Correct the code, or enter the part first (in an import it may stand in any row).',
});
const nested = (part: string) => ({
  message: `"${part}" is a set itself, and a set holds no sets`,
  mend: 'Name its parts instead.',
});
