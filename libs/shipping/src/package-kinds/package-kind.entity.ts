import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A package the shop has; lengths in millimetres, weights in grams. */
@Entity('package_kind')
export class PackageKindRow {
  @PrimaryColumn('text')
  code!: string;

  @Column('text', { name: 'name_ja' })
  nameJa!: string;

  @Column('text')
  kind!: 'carton';

  @Column('integer', { name: 'inner_length_mm' })
  innerLengthMm!: number;

  @Column('integer', { name: 'inner_width_mm' })
  innerWidthMm!: number;

  @Column('integer', { name: 'inner_height_mm' })
  innerHeightMm!: number;

  @Column('integer', { name: 'outer_length_mm' })
  outerLengthMm!: number;

  @Column('integer', { name: 'outer_width_mm' })
  outerWidthMm!: number;

  @Column('integer', { name: 'outer_height_mm' })
  outerHeightMm!: number;

  @Column('integer', { name: 'empty_weight_grams' })
  emptyWeightGrams!: number;

  @Column('integer', { name: 'gross_weight_grams_max' })
  grossWeightGramsMax!: number;

  @Column('integer', { name: 'cost_yen' })
  costYen!: number;

  /** false: kept for the parcels that name it, but nothing is packed in it any more. */
  @Column('boolean', { name: 'in_use' })
  inUse!: boolean;

  /** Rises with every change of any package; the largest names the state of the whole table. */
  @Column('bigint', { name: 'table_version' })
  tableVersion!: string;
}
