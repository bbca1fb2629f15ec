import { type ApiCaller, Refusal, type Transaction, UnitOfWork } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { MoveStock } from '../backorder/move-stock.js';
import { ItemStore } from '../item-master/item.store.js';
import { refuseSets } from '../item-master/refuse-sets.js';
import { refuseUnknownItems } from '../item-master/unknown-items.js';
import { given, NamedLots } from '../lots/named-lots.store.js';
import { Operations } from '../operation/operations.js';
import { MovementStore } from '../stock-ledger/movement.store.js';
import { StockStore } from '../stock-ledger/stock.store.js';

/** What the ledger calls a correction after a count. */
const REASON = 'count';

export interface StockCount {
  readonly sku: string;
  readonly counted: number;
  readonly lastMovement: string | null;
  /** Of goods that are kept by lot: the one that was counted. */
  readonly lot?: string | undefined;
  readonly expiresOn?: string | undefined;
}

export interface Counted {
  readonly opId: string;
  readonly sku: string;
  readonly counted: number;
  readonly lot?: string;
  /** What the books said, of the lot where one was counted. */
  readonly before: number;
  /** Units more (above zero) or fewer than the books said; 0 changes nothing. */
  readonly difference: number;
  readonly onHand: number;
  readonly free: number;
  /** Units orders still wait for. */
  readonly waiting: number;
}

/**
 * Somebody counted (棚卸し): the difference becomes an adjustment. Where units came or went since the count began, nobody
 * knows whether they were counted, so it is refused and counted again.
 */
@Injectable()
export class CountStock {
  constructor(
    private readonly work: UnitOfWork,
    private readonly operations: Operations,
    private readonly items: ItemStore,
    private readonly stock: StockStore,
    private readonly movements: MovementStore,
    private readonly moveStock: MoveStock,
    private readonly named: NamedLots,
  ) {}

  count(
    caller: ApiCaller,
    opId: string,
    { sku, counted, lastMovement, lot, expiresOn }: StockCount,
  ): Promise<Counted> {
    const count = { sku, counted, lastMovement, ...given({ lot, expiresOn }) };
    return this.work.run((tx) =>
      this.operations.once(tx, { caller, opId, kind: 'count-stock', body: count }, () =>
        this.settle(tx, caller.keyId, opId, count),
      ),
    );
  }

  private async settle(
    tx: Transaction,
    keyId: string,
    opId: string,
    { sku, counted, lastMovement, lot, expiresOn }: StockCount,
  ): Promise<Counted> {
    refuseUnknownItems([{ path: 'sku', sku }], await this.items.known(tx, [sku]));
    // Whoever moves stock holds its row: under this lock the ledger stands still.
    const locked = await this.stock.lock(tx, [sku]);
    refuseSets([{ path: 'sku', sku }], await this.items.parts(tx, [sku]));
    const row = locked.get(sku);
    if (!row) throw new Error(`The item ${sku} has no stock row.`);
    const last = await this.movements.last(tx, sku);
    if (last !== lastMovement) throw stockMoved(row.onHand, last);
    const before = await this.named.onHand(tx, row, lot);
    const difference = counted - before;
    const ofLot = await this.named.lotToMove(tx, row, { lot, expiresOn, by: difference });
    const [after = row] =
      difference === 0
        ? [row]
        : await this.moveStock.move(tx, locked, [
            { sku, kind: 'adjusted', change: difference, reason: REASON, keyId, opId, ...ofLot },
          ]);
    const { onHand, free, waiting } = after;
    return { opId, sku, counted, ...given({ lot }), before, difference, onHand, free, waiting };
  }
}

const stockMoved = (onHand: number, lastMovement: string | null): Refusal =>
  new Refusal({
    status: 409,
    code: 'stock-moved',
    title: 'Units came or went while they were counted',
    detail: `The books say ${onHand} now. Count again.`,
    more: { onHand, lastMovement },
  });
