import { createHash } from 'node:crypto';
import {
  type ApiCaller,
  type CsvFault,
  refuseFaultyFile,
  type Transaction,
  UnitOfWork,
} from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { ItemStore } from '../item-master/item.store.js';
import { noStockOfItsOwn } from '../item-master/refuse-sets.js';
import { CountTasks } from '../count-stock/count-tasks.store.js';
import { Operations } from '../operation/operations.js';
import { MoveStock } from '../backorder/move-stock.js';
import type { NewMovement } from '../stock-ledger/movement.store.js';
import type { StockChange, StockRow } from '../stock-ledger/stock-change.js';
import { StockStore } from '../stock-ledger/stock.store.js';
import { type CountedStock, readStockFile } from './read-stock-file.js';

export interface StockImported {
  /** Items whose count or safety stock differed. */
  readonly accepted: number;
  readonly unchanged: number;
}

/**
 * Sets the stock to what was counted; the ledger shows each difference as an adjustment. All rows or none.
 * Counts are absolute, so a repeat that comes late must not take back what was received meanwhile: each file counts once.
 */
@Injectable()
export class ImportStock {
  constructor(
    private readonly work: UnitOfWork,
    private readonly operations: Operations,
    private readonly items: ItemStore,
    private readonly stock: StockStore,
    private readonly moveStock: MoveStock,
    private readonly countTasks: CountTasks,
  ) {}

  async import(caller: ApiCaller, idempotencyKey: string, file: Uint8Array): Promise<StockImported> {
    const { counts, faults } = readStockFile(file);
    if (faults.length) throw refuseFaultyFile(faults);
    const operation = {
      caller,
      opId: idempotencyKey,
      namedIn: 'Idempotency-Key',
      kind: 'import-stock',
      body: { sha256: createHash('sha256').update(file).digest('hex') },
    } as const;
    return this.work.run((tx) =>
      this.operations.once(tx, operation, () => this.set(tx, caller.keyId, idempotencyKey, counts)),
    );
  }

  private async set(
    tx: Transaction,
    keyId: string,
    opId: string,
    counts: readonly CountedStock[],
  ): Promise<StockImported> {
    const skus = counts.map((count) => count.sku);
    const known = await this.items.known(tx, skus);
    const locked = await this.stock.lock(tx, known);
    const sets = await this.items.parts(tx, skus);
    const faults = counts.flatMap(({ row, sku, ...count }): CsvFault[] => {
      const parts = sets.get(sku);
      if (parts !== undefined) return [{ row, column: 'sku', ...noStockOfItsOwn(sku, parts) }];
      return countFaults({ row, sku, ...count }, locked.get(sku));
    });
    if (faults.length) throw refuseFaultyFile(faults);

    const differences = counts.flatMap((count) => difference(count, locked.get(count.sku)));
    const movements = differences
      .filter((each) => each.onHand !== 0)
      .map(({ sku, onHand }): NewMovement => ({
        sku,
        kind: 'adjusted',
        change: onHand,
        reason: 'import',
        keyId,
        opId,
      }));
    const safeties = differences.map(({ sku, safety }) => ({ sku, safety }));
    await this.moveStock.move(tx, locked, movements, safeties);
    await this.countTasks.close(tx, skus, opId);
    return { accepted: differences.length, unchanged: counts.length - differences.length };
  }
}

const countFaults = ({ row, sku, onHand }: CountedStock, stock: StockRow | undefined): CsvFault[] => {
  if (!stock) {
    const message = `"${sku}" is not in the item master`;
    return [{ row, column: 'sku', message, mend: 'Correct the code, or import the item first.' }];
  }
  if (stock.byLot && onHand !== stock.onHand) {
    const message = `"${sku}" is kept by lot, and ${stock.onHand} are on hand`;
    return [
      {
        row,
        column: 'on_hand',
        message,
        mend: 'Count it by lot (POST /v1/stock/counts), or leave the row out.',
      },
    ];
  }
  if (onHand >= stock.reserved) return [];
  const message = `${onHand} were counted, but ${stock.reserved} are reserved for orders`;
  return [{ row, column: 'on_hand', message, mend: 'Count again, or cancel orders before the import.' }];
};

const difference = (
  count: CountedStock,
  stock: StockRow | undefined,
): Required<Omit<StockChange, 'reserved' | 'waiting'>>[] => {
  if (!stock) return [];
  const onHand = count.onHand - stock.onHand;
  const safety = (count.safety ?? stock.safety) - stock.safety;
  return onHand || safety ? [{ sku: count.sku, onHand, safety }] : [];
};
