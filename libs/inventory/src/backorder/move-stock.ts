import { Refusal, type Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { LotLedger } from '../lots/lot-ledger.store.js';
import { ServeQueue } from './serve-queue.js';
import { MovementStore, type NewMovement } from '../stock-ledger/movement.store.js';
import { rowsAfter, type StockChange, type StockRow } from '../stock-ledger/stock-change.js';
import { ON_HAND_MAX, StockStore } from '../stock-ledger/stock.store.js';

/** Brings goods in or corrects the count: the ledger says why, and what is free then goes to the queue first. */
@Injectable()
export class MoveStock {
  constructor(
    private readonly stock: StockStore,
    private readonly movements: MovementStore,
    private readonly queue: ServeQueue,
    private readonly lots: LotLedger,
  ) {}

  /** Answers the rows as they stand afterwards. `others` are changes without a movement, such as another safety stock. */
  async move(
    tx: Transaction,
    locked: ReadonlyMap<string, StockRow>,
    movements: readonly NewMovement[],
    others: readonly StockChange[] = [],
  ): Promise<StockRow[]> {
    const given = [...movements.map(({ sku, change }) => ({ sku, onHand: change })), ...others];
    rowsAfter(locked.values(), given).forEach(refuseImpossible);
    await this.movements.record(tx, await this.lots.settle(tx, locked, movements));
    const changes = await this.queue.after(tx, locked, given);
    await this.stock.change(tx, changes);
    return rowsAfter(locked.values(), changes);
  }
}

const refuseImpossible = ({ sku, onHand, free, reserved }: StockRow): void => {
  if (free < 0) {
    throw Refusal.conflict(
      'stock-is-reserved',
      `${onHand} of ${sku} would be left, but ${reserved} are reserved for orders. Cancel orders first, or count again.`,
    );
  }
  if (onHand > ON_HAND_MAX)
    throw Refusal.conflict('too-much-stock', `At most ${ON_HAND_MAX} of ${sku} can be kept.`);
};
