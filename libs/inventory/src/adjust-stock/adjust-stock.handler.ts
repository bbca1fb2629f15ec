import { type ApiCaller, type Transaction, UnitOfWork } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { ItemStore } from '../item-master/item.store.js';
import { refuseSets } from '../item-master/refuse-sets.js';
import { refuseUnknownItems } from '../item-master/unknown-items.js';
import { CountTasks } from '../count-stock/count-tasks.store.js';
import { given, NamedLots } from '../lots/named-lots.store.js';
import { Operations } from '../operation/operations.js';
import { MoveStock } from '../backorder/move-stock.js';
import { StockStore } from '../stock-ledger/stock.store.js';

export interface Adjustment {
  readonly sku: string;
  readonly by: number;
  readonly reason: string;
  readonly lot?: string | undefined;
  readonly expiresOn?: string | undefined;
}

export interface Adjusted extends Adjustment {
  readonly opId: string;
  readonly onHand: number;
  readonly free: number;
  /** Units orders still wait for. */
  readonly waiting: number;
}

/** The books were wrong by so many units. Units more go to the queue first; reserved units cannot be taken away. */
@Injectable()
export class AdjustStock {
  constructor(
    private readonly work: UnitOfWork,
    private readonly operations: Operations,
    private readonly items: ItemStore,
    private readonly stock: StockStore,
    private readonly moveStock: MoveStock,
    private readonly countTasks: CountTasks,
    private readonly named: NamedLots,
  ) {}

  adjust(
    caller: ApiCaller,
    opId: string,
    { sku, by, reason, lot, expiresOn }: Adjustment,
  ): Promise<Adjusted> {
    const adjustment = { sku, by, reason, ...given({ lot, expiresOn }) };
    return this.work.run((tx) =>
      this.operations.once(tx, { caller, opId, kind: 'adjust-stock', body: adjustment }, () =>
        this.correct(tx, caller.keyId, opId, adjustment),
      ),
    );
  }

  private async correct(
    tx: Transaction,
    keyId: string,
    opId: string,
    adjustment: Adjustment,
  ): Promise<Adjusted> {
    const { sku, by, reason, lot, expiresOn } = adjustment;
    refuseUnknownItems([{ path: 'sku', sku }], await this.items.known(tx, [sku]));
    const locked = await this.stock.lock(tx, [sku]);
    refuseSets([{ path: 'sku', sku }], await this.items.parts(tx, [sku]));
    const ofLot = await this.named.lotToMove(tx, locked.get(sku), { lot, expiresOn, by });
    const [row] = await this.moveStock.move(tx, locked, [
      { sku, kind: 'adjusted', change: by, reason, keyId, opId, ...ofLot },
    ]);
    await this.countTasks.close(tx, [sku], opId);
    if (!row) throw new Error(`The item ${sku} has no stock row.`);
    return { opId, ...adjustment, onHand: row.onHand, free: row.free, waiting: row.waiting };
  }
}
