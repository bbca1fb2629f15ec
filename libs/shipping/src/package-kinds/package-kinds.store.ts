import { Injectable } from '@nestjs/common';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import type { PackageTable } from '../choose-packaging/packaging-demand.js';
import { PackageKindRow } from './package-kind.entity.js';
import { packageRow } from './package-row.js';
import type { ShopPackage } from './seed-packages.js';

/** The shop's packages at one moment. */
export interface ShopPackages extends PackageTable {
  readonly kinds: readonly ShopPackage[];
}

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

  /** A package by its code, one out of use too: parcels planned before still name it. */
  async find(
    tx: ReadTransaction,
    code: string,
  ): Promise<(ShopPackage & { readonly inUse: boolean }) | undefined> {
    const row = await tx.manager.getRepository(PackageKindRow).findOneBy({ code });
    return row ? { ...packageOf(row), inUse: row.inUse } : undefined;
  }

  /** The list as it shall be: what is not on it goes out of use. */
  async put(tx: Transaction, packages: readonly ShopPackage[]): Promise<void> {
    await tx.query(PUT, [JSON.stringify(packages.map(packageRow))]);
    await tx.query(RETIRE, [packages.map(({ code }) => code)]);
  }
}

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
