import type { ItemFacts } from '@okuru/contracts';
import { Refusal, UnitOfWork } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { ChangeItems, type StockedItem, type TakenBarcode } from './change-items.js';
import type { ItemDraft } from './item-draft.js';
import { postureFault } from './item-handling.js';
import { ItemStore } from './item.store.js';
import { partsFaults, type SetFault } from './set-faults.js';
import { skuFault } from './sku.js';

/** An item and the version of the catalogue that holds it so. */
export interface ItemPut extends ItemFacts {
  readonly catalogueVersion: number;
}

/** Enters or changes one item. */
@Injectable()
export class PutItem {
  constructor(
    private readonly work: UnitOfWork,
    private readonly changeItems: ChangeItems,
    private readonly items: ItemStore,
  ) {}

  put(draft: ItemDraft): Promise<ItemPut> {
    const fault = skuFault(draft.sku);
    if (fault) throw Refusal.invalid('sku', fault.message, fault.mend);
    const posture = postureFault(draft);
    if (posture) throw Refusal.invalid('handling.flatOnly', posture.message, posture.mend);
    const parts = partsFaults(draft.sku, draft.parts ?? []);
    if (parts.length > 0) throw noSet(parts);
    return this.work.run(async (tx) => {
      const outcome = await this.changeItems.change(tx, [draft]);
      if ('notSets' in outcome) throw noSet(outcome.notSets);
      if ('taken' in outcome) throw takenBarcodes(outcome.taken, draft);
      if ('stocked' in outcome) throw itemIsStocked(outcome.stocked[0]!);
      const item = (await this.items.facts(tx, [draft.sku])).get(draft.sku);
      if (!item) throw new Error(`The item ${draft.sku} was not written.`);
      return { ...item, catalogueVersion: outcome.catalogueVersion };
    });
  }
}

const noSet = (faults: readonly Omit<SetFault, 'sku'>[]): Refusal =>
  Refusal.invalidAll(
    faults.map(({ part, message, mend }) => ({
      path: part === null ? 'parts' : `parts[${part}].sku`,
      message,
      mend,
    })),
  );

const itemIsStocked = ({ sku, onHand }: StockedItem): Refusal =>
  new Refusal({
    status: 409,
    code: 'item-is-stocked',
    title: 'Whether an item is kept by lot changes only while nothing of it is on hand',
    errors: [
      {
        path: 'lotControlled',
        message: `${onHand} of ${sku} are on hand, and nobody says of which lot`,
        mend: 'Sell or count it down to nothing first, or enter the goods that come by lot as an item of their own.',
      },
    ],
  });

const takenBarcodes = (taken: readonly TakenBarcode[], { barcodes }: ItemDraft): Refusal =>
  new Refusal({
    status: 409,
    code: 'barcode-taken',
    title: 'A barcode already tells another item',
    errors: taken.map(({ barcode, owner }) => ({
      path: `barcodes[${barcodes.indexOf(barcode)}]`,
      message: `"${barcode}" belongs to ${owner}`,
      mend: `Take it from ${owner} first.`,
    })),
  });
