import { type EventData, LEFT_LOTS_MAX, LOTS_MAX } from '@okuru/contracts';
import { fact, Refusal, type Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import type { NewMovement } from '../stock-ledger/movement.store.js';
import type { StockRow } from '../stock-ledger/stock-change.js';
import { byExpiry, type LotMovement, type LotRow, moveLots } from './lot.js';
import { Lots } from './lots.store.js';

type Left = EventData<'lots.changed'>['left'][number];

/**
 * Goods that are kept by lot move by lot: each movement gets its lot, the lots follow, and all lots of the item are stated.
 * Movements of other goods pass through untouched, without a statement.
 */
@Injectable()
export class LotLedger {
  constructor(private readonly lots: Lots) {}

  /** The movements as the ledger is to record them. The caller holds the stock rows and changes them accordingly. */
  async settle(
    tx: Transaction,
    locked: ReadonlyMap<string, StockRow>,
    movements: readonly NewMovement[],
  ): Promise<readonly NewMovement[]> {
    const isByLot = ({ sku }: NewMovement): boolean => locked.get(sku)?.byLot === true;
    const byLot = movements.filter(isByLot);
    if (byLot.length === 0) return movements;
    const skus = [...new Set(byLot.map(({ sku }) => sku))].sort();
    const before = await this.lots.of(tx, skus);
    const { movements: moved, after } = moveLots(before, byLot);
    const was = new Map(before.map((row) => [row, row.onHand]));
    await this.lots.save(
      tx,
      after.filter((row) => was.get(row) !== row.onHand),
    );
    await this.state(tx, skus, after, moved);
    return [...movements.filter((movement) => !isByLot(movement)), ...moved];
  }

  private async state(
    tx: Transaction,
    skus: readonly string[],
    after: readonly LotRow[],
    moved: readonly LotMovement[],
  ): Promise<void> {
    const stated = skus.map((sku) => ({
      sku,
      lots: after.filter((row) => row.sku === sku && row.onHand > 0).sort(byExpiry),
      left: inParts(moved.flatMap((movement) => (movement.sku === sku ? leftWith(movement) : []))),
    }));
    for (const { sku, lots } of stated)
      if (lots.length > LOTS_MAX)
        throw Refusal.conflict('too-many-lots', `At most ${LOTS_MAX} lots of ${sku} can be kept at a time.`);
    const versions = await this.lots.nextVersions(
      tx,
      stated.map(({ sku, left }) => ({ sku, by: left.length })),
    );
    for (const { sku, lots, left } of stated) {
      const first = versions.get(sku)! - left.length + 1;
      for (const [nth, part] of left.entries())
        tx.publish(
          fact('lots.changed', {
            sku,
            lotsVersion: first + nth,
            lots: lots.map(({ lot, expiresOn, onHand }) => ({ lot, expiresOn, onHand })),
            left: part,
          }),
        );
    }
  }
}

const leftWith = ({ kind, parcelId, lot, expiresOn, change }: LotMovement): Left[] =>
  kind === 'shipped' && parcelId !== undefined ? [{ parcelId, lot, expiresOn, quantity: -change }] : [];

/** One part at least: what changed is stated also where nothing left. */
const inParts = (left: readonly Left[]): Left[][] => {
  const parts = Array.from({ length: Math.max(1, Math.ceil(left.length / LEFT_LOTS_MAX)) }, (_, nth) =>
    left.slice(nth * LEFT_LOTS_MAX, (nth + 1) * LEFT_LOTS_MAX),
  );
  return parts;
};
