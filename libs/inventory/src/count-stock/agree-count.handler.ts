import { type ApiCaller, Refusal, type Transaction, UnitOfWork } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { Operations } from '../operation/operations.js';
import { StockStore } from '../stock-ledger/stock.store.js';
import { CountTasks } from './count-tasks.store.js';

export interface AgreedCount {
  readonly opId: string;
  readonly sku: string;
  /** What the books say, and what was counted. */
  readonly onHand: number;
}

/** Somebody counted and found what the books say: the task is done without an adjustment. */
@Injectable()
export class AgreeCount {
  constructor(
    private readonly work: UnitOfWork,
    private readonly operations: Operations,
    private readonly stock: StockStore,
    private readonly tasks: CountTasks,
  ) {}

  agree(caller: ApiCaller, opId: string, sku: string, counted: number): Promise<AgreedCount> {
    const body = { sku, counted };
    return this.work.run((tx) =>
      this.operations.once(tx, { caller, opId, kind: 'agree-count', body }, () =>
        this.close(tx, opId, sku, counted),
      ),
    );
  }

  private async close(tx: Transaction, opId: string, sku: string, counted: number): Promise<AgreedCount> {
    const row = (await this.stock.lock(tx, [sku])).get(sku);
    if (!row) throw Refusal.notFound('stock');
    if (row.onHand !== counted) {
      throw Refusal.conflict(
        'count-differs',
        `The books say ${row.onHand} of ${sku}, and ${counted} were counted. Enter the difference as an adjustment.`,
      );
    }
    if ((await this.tasks.close(tx, [sku], opId)) === 0) throw Refusal.notFound('count task');
    return { opId, sku, onHand: row.onHand };
  }
}
