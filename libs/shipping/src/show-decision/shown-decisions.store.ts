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
  /** sku → units that are in the parcel now. */
  readonly units: Readonly<Record<string, number>>;
  /** sku → what people call it. */
  readonly names: Readonly<Record<string, string>>;
}

const ONE = prepared(`
  SELECT p.package_code AS "packageCode", p.decision AS own, d.question, d.record, t.kinds,
    (SELECT jsonb_object_agg(sku, units) FROM (
      SELECT l.sku, sum(l.quantity)::int AS units FROM parcel_line l WHERE l.parcel_id = p.parcel_id GROUP BY l.sku) AS inside
    ) AS units,
    (SELECT jsonb_object_agg(l.sku, l.item->'names'->>'ja') FROM parcel_line l WHERE l.parcel_id = p.parcel_id) AS names
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
