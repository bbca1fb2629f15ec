import { type ApiCaller, type Transaction, UnitOfWork } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { ItemStore } from '../item-master/item.store.js';
import { refuseSets } from '../item-master/refuse-sets.js';
import { refuseUnknownItems } from '../item-master/unknown-items.js';
import { Operations } from '../operation/operations.js';
import { MoveStock } from '../backorder/move-stock.js';
import type { StockRow } from '../stock-ledger/stock-change.js';
import { StockStore } from '../stock-ledger/stock.store.js';

export interface ReceivedLine {
  readonly sku: string;
  readonly quantity: number;
}

export interface ReceivedItem {
  readonly sku: string;
  readonly received: number;
  /** Units that went to orders in the queue at once. */
  readonly toQueue: number;
  readonly onHand: number;
  readonly free: number;
  /** Units orders still wait for. */
  readonly waiting: number;
}

export interface Receipt {
  readonly opId: string;
  /** One entry per sku, in the order of skus. */
  readonly items: readonly ReceivedItem[];
}

/** Goods came in: orders that wait for them get them in the order of time, and the rest is free. */
@Injectable()
export class ReceiveStock {
  constructor(
    private readonly work: UnitOfWork,
    private readonly operations: Operations,
    private readonly items: ItemStore,
    private readonly stock: StockStore,
    private readonly moveStock: MoveStock,
  ) {}

  receive(caller: ApiCaller, opId: string, given: readonly ReceivedLine[]): Promise<Receipt> {
    const lines = given.map(({ sku, quantity }) => ({ sku, quantity }));
    return this.work.run((tx) =>
      this.operations.once(tx, { caller, opId, kind: 'receive-stock', body: lines }, () =>
        this.takeIn(tx, caller.keyId, opId, lines),
      ),
    );
  }

  private async takeIn(
    tx: Transaction,
    keyId: string,
    opId: string,
    lines: readonly ReceivedLine[],
  ): Promise<Receipt> {
    const skus = lines.map((line) => line.sku);
    const named = skus.map((sku, index) => ({ sku, path: `lines[${index}].sku` }));
    refuseUnknownItems(named, await this.items.known(tx, skus));

    const before = await this.stock.lock(tx, skus);
    refuseSets(named, await this.items.parts(tx, skus));
    const after = await this.moveStock.move(
      tx,
      before,
      lines.map(({ sku, quantity }) => ({ sku, kind: 'received', change: quantity, keyId, opId })),
    );
    return { opId, items: after.map((row) => receivedItem(before.get(row.sku), row)) };
  }
}

const receivedItem = (before: StockRow | undefined, after: StockRow): ReceivedItem => ({
  sku: after.sku,
  received: after.onHand - (before?.onHand ?? 0),
  toQueue: (before?.waiting ?? 0) - after.waiting,
  onHand: after.onHand,
  free: after.free,
  waiting: after.waiting,
});
