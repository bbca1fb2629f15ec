import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import type { Parcel } from '../parcel/parcel.js';

export interface PackageChange {
  readonly packageCode: string;
  readonly reason: string;
  /** null when no package was planned before. */
  readonly extraYen: number | null;
  readonly at: Date;
}

const RECORD = `
  INSERT INTO package_change (parcel_id, from_code, to_code, reason, extra_yen, at)
  SELECT parcel_id, from_code, to_code, reason, extra_yen, at FROM jsonb_to_recordset($1::jsonb)
    AS change (parcel_id uuid, from_code text, to_code text, reason text, extra_yen int, at timestamptz)`;

/** Why people took another package than planned, and what it cost. */
@Injectable()
export class PackageChanges {
  record(tx: Transaction, before: Parcel, change: PackageChange): Promise<void> {
    return this.recordAll(tx, [{ before, change }]);
  }

  async recordAll(
    tx: Transaction,
    changes: readonly { readonly before: Parcel; readonly change: PackageChange }[],
  ): Promise<void> {
    if (changes.length > 0) await tx.query(RECORD, [JSON.stringify(changes.map(rowOf))]);
  }
}

const rowOf = ({ before, change }: { readonly before: Parcel; readonly change: PackageChange }) => ({
  parcel_id: before.parcelId,
  from_code: before.packageCode,
  to_code: change.packageCode,
  reason: change.reason,
  extra_yen: change.extraYen,
  at: change.at.toISOString(),
});
