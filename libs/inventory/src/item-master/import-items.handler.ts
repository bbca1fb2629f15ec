import { type CsvFault, refuseFaultyFile, UnitOfWork } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { ChangeItems, type ItemsChanged, type StockedItem, type TakenBarcode } from './change-items.js';
import type { SetFault } from './set-faults.js';
import { type ItemOfRow, readItemFile } from './read-item-file.js';

/** Takes a whole file of items or, when any row is faulty, nothing of it. */
@Injectable()
export class ImportItems {
  constructor(
    private readonly work: UnitOfWork,
    private readonly changeItems: ChangeItems,
  ) {}

  async import(file: Uint8Array): Promise<ItemsChanged> {
    const { items, faults } = readItemFile(file);
    if (faults.length) throw refuseFaultyFile(faults);
    return this.work.run(async (tx) => {
      const outcome = await this.changeItems.change(
        tx,
        items.map((item) => item.draft),
      );
      if ('notSets' in outcome) throw refuseFaultyFile(notSetFaults(outcome.notSets, items));
      if ('taken' in outcome) throw refuseFaultyFile(takenFaults(outcome.taken, items));
      if ('stocked' in outcome) throw refuseFaultyFile(stockedFaults(outcome.stocked, items));
      return outcome;
    });
  }
}

const notSetFaults = (notSets: readonly SetFault[], items: readonly ItemOfRow[]): CsvFault[] => {
  const rowOf = new Map(items.map((item) => [item.draft.sku, item.row]));
  return notSets.map(({ sku, message, mend }) => ({
    row: rowOf.get(sku) ?? 0,
    column: 'parts',
    message,
    mend,
  }));
};

const takenFaults = (taken: readonly TakenBarcode[], items: readonly ItemOfRow[]): CsvFault[] => {
  const rowOf = new Map(items.map((item) => [item.draft.sku, item.row]));
  return taken.map(({ sku, barcode, owner }) => ({
    row: rowOf.get(sku) ?? 0,
    column: 'barcodes',
    message: `"${barcode}" already belongs to ${owner}, which the file does not mention`,
    mend: `Remove it here, or add ${owner} to the file without it.`,
  }));
};

const stockedFaults = (stocked: readonly StockedItem[], items: readonly ItemOfRow[]): CsvFault[] => {
  const rowOf = new Map(items.map((item) => [item.draft.sku, item.row]));
  return stocked.map(({ sku, onHand }) => ({
    row: rowOf.get(sku) ?? 0,
    column: 'lot_controlled',
    message: `${onHand} of "${sku}" are on hand, and nobody says of which lot`,
    mend: 'Change it while nothing of the item is on hand, or enter an item of its own.',
  }));
};
