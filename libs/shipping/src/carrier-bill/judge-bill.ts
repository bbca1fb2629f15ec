import type { CarrierTables } from '../choose-packaging/packaging-demand.js';
import { rowHash, type BilledRow } from './billed-row.js';
import type { CausePart } from './causes.js';
import { explainRow, type BilledParcel } from './explain-row.js';
import { blameMaster, doubtfulItems, overOf, type BilledBefore, type SingleItemRow } from './wrong-master.js';

/** A parcel of the shop, found by its tracking number. */
export interface KnownParcel extends BilledParcel {
  readonly parcelId: string;
  /** The only item in it, if there is one whose size and weight the master knows; what the package weighs empty. */
  readonly single: { readonly sku: string; readonly units: number; readonly measured: object } | null;
  readonly tareGrams: number | null;
}

/** A row with the verdict on it, as it is kept. */
export interface JudgedRow {
  readonly billed: BilledRow;
  readonly hash: string;
  readonly parcel: KnownParcel | undefined;
  readonly parts: readonly CausePart[];
  readonly over: SingleItemRow['over'];
}

/** What was there before the bill. */
export interface BillsBefore {
  /** Hashes of this bill's rows that were taken already. */
  readonly hashes: ReadonlySet<string>;
  /** Tracking numbers that any bill of this carrier has named. */
  readonly billed: ReadonlySet<string>;
  readonly items: ReadonlyMap<string, BilledBefore>;
}

/** The new rows of a bill, each held against its parcel's plan; rows taken before are left out. */
export const judgeBill = (
  rows: readonly BilledRow[],
  parcels: ReadonlyMap<string, KnownParcel>,
  before: BillsBefore,
  tables: CarrierTables,
): JudgedRow[] => {
  const billed = new Set(before.billed);
  const judged = rows.flatMap((row): JudgedRow[] => {
    const hash = rowHash(row);
    if (before.hashes.has(hash)) return [];
    const parcel = parcels.get(row.trackingNumber);
    const parts = explainRow(row, parcel, billed.has(row.trackingNumber), tables);
    billed.add(row.trackingNumber);
    return [{ billed: row, hash, parcel, parts, over: overOf(parts) }];
  });
  const doubtful = doubtfulItems(judged.flatMap(singleOf), before.items);
  return judged.map((row) => {
    const sku = row.parcel?.single?.sku;
    return sku !== undefined && doubtful.has(sku) ? { ...row, parts: blameMaster(row.parts) } : row;
  });
};

/** Only a parcel that left as planned and is billed for the first time says something about its item. */
const singleOf = (row: JudgedRow): SingleItemRow[] =>
  row.parcel?.single && isHeldAgainstPlan(row) ? [{ sku: row.parcel.single.sku, over: row.over }] : [];

export const isHeldAgainstPlan = ({ parcel, parts }: JudgedRow): boolean =>
  parcel?.left === true && parcel.planned !== null && !parts.some(({ cause }) => cause === 'billed-twice');
