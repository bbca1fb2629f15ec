import { Refusal, type Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import type { StockRow } from '../stock-ledger/stock-change.js';
import type { LotRow } from './lot.js';
import { Lots } from './lots.store.js';

/** The lot that somebody names who counts or adjusts, and by how many units it changes. */
interface AskedLot {
  readonly lot: string | undefined;
  readonly expiresOn: string | undefined;
  readonly by: number;
}

/** Whoever counts or adjusts goods that are kept by lot names one, and names it rightly. The caller holds the stock row. */
@Injectable()
export class NamedLots {
  constructor(private readonly lots: Lots) {}

  /** What a movement says of its lot; nothing for goods without lots. */
  async lotToMove(
    tx: Transaction,
    row: StockRow | undefined,
    asked: AskedLot,
  ): Promise<{ readonly lot?: string; readonly expiresOn?: string }> {
    const { lot, expiresOn, by } = asked;
    if (!row?.byLot) {
      if (lot !== undefined)
        throw Refusal.invalid('lot', 'is given, and the item is not kept by lot', 'Leave it out.');
      return {};
    }
    if (lot === undefined)
      throw Refusal.invalid(
        'lot',
        'is missing, and the item is kept by lot',
        'Name the lot as it is printed.',
      );
    const known = await this.find(tx, row.sku, lot);
    if (known && expiresOn !== undefined && expiresOn !== known.expiresOn)
      throw Refusal.invalid(
        'expiresOn',
        `is ${expiresOn}, and lot ${lot} expires on ${known.expiresOn}`,
        'Look at the goods: leave the day out, or name another lot.',
      );
    if (by < 0 && (known?.onHand ?? 0) < -by)
      throw Refusal.conflict(
        'lot-holds-fewer',
        `Lot ${lot} of ${row.sku} has ${known?.onHand ?? 0} units. Take them off the lot they are from, or count again.`,
      );
    if (by > 0 && !known && expiresOn === undefined)
      throw Refusal.invalid('expiresOn', `is missing, and lot ${lot} is new`, 'Give its day of expiry.');
    return { lot, ...given({ expiresOn: known?.expiresOn ?? expiresOn }) };
  }

  /** What the books say: of the lot that was counted, else of the item. */
  async onHand(tx: Transaction, row: StockRow, lot: string | undefined): Promise<number> {
    if (!row.byLot || lot === undefined) return row.onHand;
    return (await this.find(tx, row.sku, lot))?.onHand ?? 0;
  }

  private async find(tx: Transaction, sku: string, lot: string): Promise<LotRow | undefined> {
    return (await this.lots.of(tx, [sku])).find((row) => row.lot === lot);
  }
}

/** The fields that were given: a request without them is the same request as before there were lots. */
export const given = <Fields extends Record<string, string | undefined>>(
  fields: Fields,
): { [Name in keyof Fields]?: string } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: string;
  };
