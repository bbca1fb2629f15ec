import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import type { ParcelEvent } from '../parcel/parcel.js';
import type { Operation } from '../parcel/parcel.store.js';

const RECORD = `
  INSERT INTO void_waybill (tracking_number, parcel_id, reason, voided_at, key_id, op_id)
  VALUES ($1, $2::uuid, $3, $4::timestamptz, $5, $6)`;
const BY_OPERATION = 'SELECT FROM void_waybill WHERE key_id = $1 AND op_id = $2';

/** Numbers that were printed and must not be used: 使用禁止. */
@Injectable()
export class VoidWaybills {
  /** Written before the parcel gets its next number: the table refuses to give up a number that is not known as void. */
  async record(
    tx: Transaction,
    parcelId: string,
    { trackingNumber, reason, at }: Extract<ParcelEvent, { type: 'waybill-voided' }>,
    { keyId, opId }: Operation,
  ): Promise<void> {
    await tx.query(RECORD, [trackingNumber, parcelId, reason, at, keyId, opId]);
  }

  /** Whether the action has voided a number already: what a crash left of it is to get a number, and no second one. */
  async isBy(tx: Transaction, { keyId, opId }: Operation): Promise<boolean> {
    return (await tx.query(BY_OPERATION, [keyId, opId])).length > 0;
  }
}
