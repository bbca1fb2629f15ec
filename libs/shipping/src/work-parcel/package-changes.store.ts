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

/** Why people took another package than planned, and what it cost. */
@Injectable()
export class PackageChanges {
  async record(
    tx: Transaction,
    { parcelId, packageCode: before }: Parcel,
    change: PackageChange,
  ): Promise<void> {
    await tx.query(
      'INSERT INTO package_change (parcel_id, from_code, to_code, reason, extra_yen, at) VALUES ($1, $2, $3, $4, $5, $6)',
      [parcelId, before, change.packageCode, change.reason, change.extraYen, change.at.toISOString()],
    );
  }
}
