import type { ItemFacts } from '@okuru/contracts';
import { fact, type Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { StockStore } from '../stock-ledger/stock.store.js';
import { type ItemDraft, sameFacts } from './item-draft.js';
import { ItemStore } from './item.store.js';
import { type SetFault, setFaults } from './set-faults.js';

/** A barcode that already tells another item. */
export interface TakenBarcode {
  readonly sku: string;
  readonly barcode: string;
  readonly owner: string;
}

/** An item that cannot be marked as kept by lot, or no longer so: nobody could say of which lot what is there is. */
export interface StockedItem {
  readonly sku: string;
  readonly onHand: number;
}

export interface ItemsChanged {
  /** Items new or different from before. */
  readonly accepted: number;
  readonly unchanged: number;
  /** Whoever waits for this version to be heard has heard of every accepted item. */
  readonly catalogueVersion: number;
}

/** Takes statements about items into the master: an import brings many, an edit one. */
@Injectable()
export class ChangeItems {
  constructor(
    private readonly items: ItemStore,
    private readonly stock: StockStore,
  ) {}

  /** All or none. Only what differs gets a new version and is stated. The skus must differ from each other. */
  async change(
    tx: Transaction,
    drafts: readonly ItemDraft[],
  ): Promise<
    ItemsChanged | { taken: TakenBarcode[] } | { notSets: SetFault[] } | { stocked: StockedItem[] }
  > {
    const version = await this.items.lockCatalogue(tx);
    const taken = await this.takenBarcodes(tx, drafts);
    if (taken.length) return { taken };
    const notSets = await this.notSets(tx, drafts);
    if (notSets.length) return { notSets };

    const known = await this.items.facts(
      tx,
      drafts.map((draft) => draft.sku),
    );
    const changed = nextVersions(drafts, known);
    const unchanged = drafts.length - changed.length;
    if (changed.length === 0) return { accepted: 0, unchanged, catalogueVersion: version };

    const stocked = await this.markLots(
      tx,
      changed.filter((item) => isByLot(item) !== isByLot(known.get(item.sku))),
    );
    if (stocked.length) return { stocked };

    const catalogueVersion = version + 1;
    await this.items.save(tx, changed, catalogueVersion);
    // Each item has a stock row from the first, so that reserving need not make one. A set never needs one.
    await this.stock.ensure(
      tx,
      changed.filter(({ parts }) => parts === undefined).map((item) => item.sku),
    );
    tx.publish(
      ...changed.map((item) =>
        fact('item.changed', { ...item, catalogueVersion, catalogueItems: changed.length }),
      ),
    );
    return { accepted: changed.length, unchanged, catalogueVersion };
  }

  /** Locks the stock of what is to be a set: a receipt of it that is under way comes first, and is then seen. */
  private async notSets(tx: Transaction, drafts: readonly ItemDraft[]): Promise<SetFault[]> {
    const sets = drafts.filter(({ parts }) => parts !== undefined).map(({ sku }) => sku);
    if (sets.length === 0) return [];
    const parts = drafts.flatMap((draft) => (draft.parts ?? []).map(({ sku }) => sku));
    const stock = await this.stock.lock(tx, sets);
    return setFaults(drafts, {
      known: await this.items.known(tx, parts),
      sets: new Set((await this.items.parts(tx, parts)).keys()),
      partOf: await this.items.setsWith(tx, sets),
      units: new Map([...stock].map(([sku, { onHand, waiting }]) => [sku, onHand + waiting])),
    });
  }

  /** The stock row says it as well, for whoever moves units. Answers those of which something is on hand; then nothing may be written. */
  private async markLots(tx: Transaction, marked: readonly ItemFacts[]): Promise<StockedItem[]> {
    if (marked.length === 0) return [];
    const skus = marked.map(({ sku }) => sku);
    await this.stock.ensure(tx, skus);
    const rows = await this.stock.lock(tx, skus);
    const stocked = [...rows.values()].filter(({ onHand }) => onHand > 0);
    if (stocked.length === 0)
      await this.stock.keepByLot(
        tx,
        marked.map((item) => ({ sku: item.sku, byLot: isByLot(item) })),
      );
    return stocked.map(({ sku, onHand }) => ({ sku, onHand }));
  }

  /** A barcode may move between two items of one import; it may not be taken from an item the import leaves alone. */
  private async takenBarcodes(tx: Transaction, drafts: readonly ItemDraft[]): Promise<TakenBarcode[]> {
    const stated = new Set(drafts.map((draft) => draft.sku));
    const owners = await this.items.barcodeOwners(
      tx,
      drafts.flatMap((draft) => draft.barcodes),
    );
    return drafts.flatMap(({ sku, barcodes }) =>
      barcodes.flatMap((barcode) => {
        const owner = owners.get(barcode);
        return owner === undefined || stated.has(owner) ? [] : [{ sku, barcode, owner }];
      }),
    );
  }
}

const isByLot = (item: Pick<ItemFacts, 'lotControlled'> | undefined): boolean => item?.lotControlled ?? false;

const nextVersions = (drafts: readonly ItemDraft[], known: ReadonlyMap<string, ItemFacts>): ItemFacts[] =>
  drafts.flatMap((draft) => {
    const before = known.get(draft.sku);
    return before && sameFacts(before, draft)
      ? []
      : [{ ...draft, itemVersion: (before?.itemVersion ?? 0) + 1 }];
  });
