import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, type ReadTransaction, type Transaction } from '@okuru/platform';
import { isHere } from '../parcel/status-sql.js';
import { AWAITS_UNITS, IS_LATE, PICK_UPS } from '../pick-ups/late-sql.js';
import type { ServicePickUps } from '../pick-ups/pick-ups-of-services.js';
import type { DelayedParcel, LateParcel } from './delay-of.js';

/** Shown and moved at once; who has more moves again. */
export const LATE_PARCELS_MAX = 500;

const PARCEL = `
  p.parcel_id AS "parcelId", p.order_id AS "orderId", p.reference, p.status, p.carrier, p.service, p.temperature,
  p.tracking_number AS "trackingNumber",
  (SELECT jsonb_agg(jsonb_build_object('lineId', l.line_id, 'sku', l.sku, 'quantity', l.quantity) ORDER BY l.position)
   FROM parcel_line l WHERE l.parcel_id = p.parcel_id) AS lines`;
const LATE = `
  WITH pick_up AS MATERIALIZED (${PICK_UPS})
  SELECT ${PARCEL} FROM parcel p JOIN pick_up u USING (carrier, service)
  WHERE ${isHere('p')} AND ${IS_LATE} AND NOT ${AWAITS_UNITS}`;
const LIST = `${LATE} AND p.carrier = $3 ORDER BY p.parcel_id LIMIT ${LATE_PARCELS_MAX}`;
const LOCK = 'SELECT FROM parcel WHERE parcel_id = ANY ($1::uuid[]) ORDER BY parcel_id FOR UPDATE';
const AMONG = `${LATE} AND p.carrier = $3 AND p.parcel_id = ANY ($4::uuid[]) ORDER BY p.parcel_id`;
const MOVE = `
  WITH moved AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS moved ("parcelId" uuid, "wasToLeaveOn" date, "leavesOn" date,
      "expectedOn" date, "promisedOn" date, "missesPromisedDay" boolean)
  ), kept AS (
    INSERT INTO late_move (parcel_id, leaves_on, was_to_leave_on, expected_on, promised_on, misses_promised_day, moved_at)
    SELECT "parcelId", "leavesOn", "wasToLeaveOn", "expectedOn", "promisedOn", "missesPromisedDay", $2::timestamptz FROM moved
  )
  UPDATE parcel SET moved_to = "leavesOn", moved_expected_on = "expectedOn" FROM moved WHERE parcel_id = "parcelId"`;

/** Parcels that a pick-up left behind. */
@Injectable()
export class LateParcels {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Of one carrier, oldest first. */
  list(tx: ReadTransaction, pickUps: readonly ServicePickUps[], carrier: string): Promise<LateParcel[]> {
    return tx.query<LateParcel>(LIST, [JSON.stringify(pickUps), this.config.timeZone, carrier]);
  }

  /** Those of them that are late still, once nobody else is at work on them. */
  async lock(
    tx: Transaction,
    pickUps: readonly ServicePickUps[],
    carrier: string,
    parcelIds: readonly string[],
  ): Promise<LateParcel[]> {
    await tx.query(LOCK, [parcelIds]);
    return tx.query<LateParcel>(AMONG, [JSON.stringify(pickUps), this.config.timeZone, carrier, parcelIds]);
  }

  async move(tx: Transaction, parcels: readonly DelayedParcel[], at: Date): Promise<void> {
    if (parcels.length > 0) await tx.query(MOVE, [JSON.stringify(parcels), at.toISOString()]);
  }
}
