import { Injectable } from '@nestjs/common';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import type { PackageTable } from '../choose-packaging/packaging-demand.js';
import { isHere } from '../parcel/status-sql.js';
import { PackageKindRow } from './package-kind.entity.js';
import { packageRow } from './package-row.js';
import type { ShopPackage } from './seed-packages.js';

/** The shop's packages at one moment. */
export interface ShopPackages extends PackageTable {
  readonly kinds: readonly ShopPackage[];
}

/** A package that parcels may name. */
export type KnownPackage = ShopPackage & { readonly inUse: boolean };

/** A stock from here on is plenty for any one order, and no reason to decide anew. */
const PLENTY = 500;
const PLANNED = `
  SELECT package_code AS code, count(*)::integer AS parcels FROM parcel p
  WHERE status IN ('planned', 'packing') AND ${isHere('p')} AND package_code = ANY ($1::text[]) GROUP BY package_code`;
const PUT = `
  INSERT INTO package_kind AS old (code, name_ja, kind, inner_length_mm, inner_width_mm, inner_height_mm,
    outer_length_mm, outer_width_mm, outer_height_mm, empty_weight_grams, gross_weight_grams_max, cost_yen, stock, shape)
  SELECT code, name_ja, kind, inner_length_mm, inner_width_mm, inner_height_mm,
    outer_length_mm, outer_width_mm, outer_height_mm, empty_weight_grams, gross_weight_grams_max, cost_yen, stock, shape
  FROM jsonb_populate_recordset(null::package_kind, $1::jsonb)
  ON CONFLICT (code) DO UPDATE SET name_ja = excluded.name_ja, kind = excluded.kind,
    inner_length_mm = excluded.inner_length_mm, inner_width_mm = excluded.inner_width_mm,
    inner_height_mm = excluded.inner_height_mm, outer_length_mm = excluded.outer_length_mm,
    outer_width_mm = excluded.outer_width_mm, outer_height_mm = excluded.outer_height_mm,
    empty_weight_grams = excluded.empty_weight_grams, gross_weight_grams_max = excluded.gross_weight_grams_max,
    cost_yen = excluded.cost_yen, stock = excluded.stock, shape = excluded.shape, in_use = true, table_version = nextval('package_table_version')
  WHERE NOT old.in_use OR to_jsonb(old) - 'table_version' <> to_jsonb(excluded) - 'table_version'`;
// Locked in the order of their codes, whoever comes: no two batches wait for each other.
const TAKE = `
  UPDATE package_kind AS kind SET stock = greatest(0, kind.stock - taken.parcels)
  FROM (SELECT code, parcels FROM unnest($1::text[], $2::int[]) AS taken (code, parcels)
        JOIN package_kind USING (code) WHERE stock IS NOT NULL ORDER BY code FOR UPDATE OF package_kind) AS taken
  WHERE kind.code = taken.code`;
const RETIRE = `
  UPDATE package_kind SET in_use = false, table_version = nextval('package_table_version')
  WHERE in_use AND code <> ALL ($1::text[])`;

/** The table of packages; a package never disappears, since parcels name it. */
@Injectable()
export class PackageKinds {
  /** Packages in use, cheapest first, and the version of the whole table. */
  async inUse(tx: ReadTransaction): Promise<ShopPackages> {
    const rows = await tx.manager
      .getRepository(PackageKindRow)
      .find({ order: { costYen: 'ASC', code: 'ASC' } });
    const version = rows.reduce((max, { tableVersion }) => Math.max(max, Number(tableVersion)), 0);
    return { version: `packages-${version}`, kinds: rows.filter(({ inUse }) => inUse).map(packageOf) };
  }

  /** The same as a plan sees it: of a counted package only those are left that no open parcel will take, and the version says how many. */
  async toPlanWith(tx: ReadTransaction): Promise<ShopPackages> {
    const { version, kinds } = await this.inUse(tx);
    const left = await this.left(tx, kinds);
    return {
      version: [version, ...[...left].map(([code, stock]) => `${code}:${stock}`)].join('+'),
      kinds: kinds.map((kind) => leftOf(kind, left)),
    };
  }

  /** How many of the counted packages no open parcel will take, where that is scarce. */
  private async left(tx: ReadTransaction, kinds: readonly ShopPackage[]): Promise<Map<string, number>> {
    const counted = kinds.flatMap(({ code, stock }) => (stock === undefined ? [] : [{ code, stock }]));
    if (counted.length === 0) return new Map();
    const rows = await tx.query<{ code: string; parcels: number }>(PLANNED, [
      counted.map(({ code }) => code),
    ]);
    const planned = new Map(rows.map(({ code, parcels }) => [code, parcels]));
    return new Map(
      counted
        .map(({ code, stock }) => [code, Math.max(0, stock - (planned.get(code) ?? 0))] as const)
        .filter(([, left]) => left < PLENTY),
    );
  }

  /** A counted package was closed; the table's version stays, since what is left is stated beside it. */
  async takeOne(tx: Transaction, code: string): Promise<void> {
    await this.take(tx, new Map([[code, 1]]));
  }

  /** The same of many at once: how many of each code were closed. */
  async take(tx: Transaction, closed: ReadonlyMap<string, number>): Promise<void> {
    if (closed.size === 0) return;
    await tx.query(TAKE, [[...closed.keys()], [...closed.values()]]);
  }

  /** A package by its code, one out of use too: parcels planned before still name it. */
  async find(tx: ReadTransaction, code: string): Promise<KnownPackage | undefined> {
    const row = await tx.manager.getRepository(PackageKindRow).findOneBy({ code });
    return row ? knownOf(row) : undefined;
  }

  /** All packages by their codes, those out of use too. */
  async all(tx: ReadTransaction): Promise<Map<string, KnownPackage>> {
    const rows = await tx.manager.getRepository(PackageKindRow).find();
    return new Map(rows.map((row) => [row.code, knownOf(row)]));
  }

  /** The list as it shall be: what is not on it goes out of use. */
  async put(tx: Transaction, packages: readonly ShopPackage[]): Promise<void> {
    await tx.query(PUT, [JSON.stringify(packages.map(packageRow))]);
    await tx.query(RETIRE, [packages.map(({ code }) => code)]);
  }
}

const leftOf = (
  { stock: _counted, ...kind }: ShopPackage,
  left: ReadonlyMap<string, number>,
): ShopPackage => {
  const stock = left.get(kind.code);
  return { ...kind, ...(stock === undefined ? {} : { stock }) };
};

const knownOf = (row: PackageKindRow): KnownPackage => ({ ...packageOf(row), inUse: row.inUse });

const packageOf = (row: PackageKindRow): ShopPackage => {
  const { code, nameJa, kind, emptyWeightGrams, grossWeightGramsMax, costYen, stock } = row;
  // The table's constraint says that each kind has what makes it one.
  return {
    ...{ code, nameJa, kind, emptyWeightGrams, grossWeightGramsMax, costYen },
    ...(stock === null ? {} : { stock }),
    ...(row.innerLengthMm === null
      ? {}
      : {
          inner: sizeOf(row.innerLengthMm, row.innerWidthMm, row.innerHeightMm),
          outer: sizeOf(row.outerLengthMm, row.outerWidthMm, row.outerHeightMm),
        }),
    ...row.shape,
  } as ShopPackage;
};

const sizeOf = (lengthMm: number | null, widthMm: number | null, heightMm: number | null) => ({
  lengthMm,
  widthMm,
  heightMm,
});
