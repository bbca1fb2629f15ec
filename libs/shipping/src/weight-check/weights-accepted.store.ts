import { Injectable } from '@nestjs/common';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import type { WeightReason } from '../parcel/gate.js';
import { weightText } from './weight-check.js';

const STOPPED = `
  SELECT FROM blocked_scan WHERE parcel_id = $1::uuid AND reason = 'wrong-weight' AND scanned = $2 LIMIT 1`;
const RECORD = `
  INSERT INTO weight_accepted (parcel_id, grams, expected_grams, reason, at)
  VALUES ($1::uuid, $2, $3, $4, $5::timestamptz)`;

/** Weights that were stopped and then taken by somebody who said why. */
@Injectable()
export class WeightsAccepted {
  /** Only what was stopped before is a question that a reason answers. */
  async wasStopped(tx: ReadTransaction, parcelId: string, grams: number): Promise<boolean> {
    return (await tx.query(STOPPED, [parcelId, weightText(grams)])).length > 0;
  }

  async record(
    tx: Transaction,
    parcelId: string,
    accepted: { grams: number; expectedGrams: number; reason: WeightReason; at: Date },
  ): Promise<void> {
    const { grams, expectedGrams, reason, at } = accepted;
    await tx.query(RECORD, [parcelId, grams, expectedGrams, reason, at.toISOString()]);
  }
}
