import { type ApiCaller, type Transaction, UnitOfWork } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { ItemStore } from '../item-master/item.store.js';
import { refuseSets } from '../item-master/refuse-sets.js';
import { refuseUnknownItems } from '../item-master/unknown-items.js';
import type { NamedLot } from '../lots/lot.js';
import { Lots } from '../lots/lots.store.js';
import { Operations } from '../operation/operations.js';
import { MoveStock } from '../backorder/move-stock.js';
import type { NewMovement } from '../stock-ledger/movement.store.js';
import type { StockRow } from '../stock-ledger/stock-change.js';
import { StockStore } from '../stock-ledger/stock.store.js';
import { refuseWrongLots } from './check-lots.js';

export interface ReceivedLine {
  readonly sku: string;
  readonly quantity: number;
  /** Of goods that are kept by lot. */
  readonly lots?: readonly NamedLot[];
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
    private readonly lots: Lots,
  ) {}

  receive(caller: ApiCaller, opId: string, given: readonly ReceivedLine[]): Promise<Receipt> {
    const lines = given.map(({ sku, quantity, lots }) => ({
      sku,
      quantity,
      ...(lots && { lots: lots.map(namedLot) }),
    }));
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
    const byLot = skus.filter((sku) => before.get(sku)?.byLot);
    refuseWrongLots(lines, new Set(byLot), byLot.length ? await this.lots.of(tx, byLot) : []);
    const after = await this.moveStock.move(
      tx,
      before,
      lines.flatMap((line) => received(line).map((came) => ({ ...came, kind: 'received', keyId, opId }))),
    );
    return { opId, items: after.map((row) => receivedItem(before.get(row.sku), row)) };
  }
}

const namedLot = ({ lot, expiresOn, quantity }: NamedLot): NamedLot => ({ lot, expiresOn, quantity });

const received = ({
  sku,
  quantity,
  lots,
}: ReceivedLine): Pick<NewMovement, 'sku' | 'change' | 'lot' | 'expiresOn'>[] =>
  lots
    ? lots.map(({ lot, expiresOn, quantity: change }) => ({ sku, change, lot, expiresOn }))
    : [{ sku, change: quantity }];

const receivedItem = (before: StockRow | undefined, after: StockRow): ReceivedItem => ({
  sku: after.sku,
  received: after.onHand - (before?.onHand ?? 0),
  toQueue: (before?.waiting ?? 0) - after.waiting,
  onHand: after.onHand,
  free: after.free,
  waiting: after.waiting,
});
