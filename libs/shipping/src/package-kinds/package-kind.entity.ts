import type { PackageKind } from '@okuru/packing';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PackageShape } from './package-row.js';

/** A package the shop has; lengths in millimetres, weights in grams. */
@Entity('package_kind')
export class PackageKindRow {
  @PrimaryColumn('text')
  code!: string;

  @Column('text', { name: 'name_ja' })
  nameJa!: string;

  @Column('text')
  kind!: PackageKind['kind'];

  /** Sides are null for packages that have no size of their own: bags and the goods' own box. */
  @Column('integer', { name: 'inner_length_mm', nullable: true })
  innerLengthMm!: number | null;

  @Column('integer', { name: 'inner_width_mm', nullable: true })
  innerWidthMm!: number | null;

  @Column('integer', { name: 'inner_height_mm', nullable: true })
  innerHeightMm!: number | null;

  @Column('integer', { name: 'outer_length_mm', nullable: true })
  outerLengthMm!: number | null;

  @Column('integer', { name: 'outer_width_mm', nullable: true })
  outerWidthMm!: number | null;

  @Column('integer', { name: 'outer_height_mm', nullable: true })
  outerHeightMm!: number | null;

  @Column('integer', { name: 'empty_weight_grams' })
  emptyWeightGrams!: number;

  @Column('integer', { name: 'gross_weight_grams_max' })
  grossWeightGramsMax!: number;

  @Column('integer', { name: 'cost_yen' })
  costYen!: number;

  /** Packages left; null: nobody counts them. */
  @Column('integer', { nullable: true })
  stock!: number | null;

  @Column('jsonb')
  shape!: PackageShape;

  /** false: kept for the parcels that name it, but nothing is packed in it any more. */
  @Column('boolean', { name: 'in_use' })
  inUse!: boolean;

  /** Rises with every change of any package; the largest names the state of the whole table. */
  @Column('bigint', { name: 'table_version' })
  tableVersion!: string;
}
