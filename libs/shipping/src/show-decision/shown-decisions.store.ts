import { Injectable } from '@nestjs/common';
import { prepared, type ReadTransaction } from '@okuru/platform';
import type { PackagingDecision } from '../choose-packaging/packaging-decision.js';
import type { PackagingDemand } from '../choose-packaging/packaging-demand.js';
import type { ParcelDecision } from '../choose-packaging/recorded-decision.js';
import type { LeftToAPerson } from '../plan-parcels/goods.js';
import type { ShopPackage } from '../package-kinds/seed-packages.js';

/** What stands with a parcel, the record it is part of, and the packages the record was computed from. */
export interface StoredDecision {
  readonly packageCode: string | null;
  readonly own: ParcelDecision | LeftToAPerson;
  /** null: a person chose. */
  readonly question: PackagingDemand | null;
  readonly record: PackagingDecision | null;
  readonly kinds: readonly ShopPackage[] | null;
}

const ONE = prepared(`
  SELECT p.package_code AS "packageCode", p.decision AS own, d.question, d.record, t.kinds
  FROM parcel p
    LEFT JOIN packaging_decision d ON d.decision_id = p.decision_id
    LEFT JOIN package_table_used t ON t.version = d.record->'versions'->>'packages'
  WHERE p.parcel_id = $1`);

/** Why a parcel is packed as it is. */
@Injectable()
export class ShownDecisions {
  async find(tx: ReadTransaction, parcelId: string): Promise<StoredDecision | undefined> {
    const [decision] = await tx.query<StoredDecision>(ONE, [parcelId]);
    return decision;
  }
}
