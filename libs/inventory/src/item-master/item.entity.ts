import type { SetPart } from '@okuru/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ItemDraft } from './item-draft.js';

/** One article of the shop, without its barcodes. */
@Entity({ name: 'item' })
export class Item {
  @PrimaryColumn({ type: 'text' })
  sku!: string;

  /** Rises with every change of the item, barcodes included. */
  @Column({ name: 'item_version', type: 'integer' })
  itemVersion!: number;

  @Column({ name: 'name_ja', type: 'text' })
  nameJa!: string;

  @Column({ name: 'name_en', type: 'text' })
  nameEn!: string;

  @Column({ name: 'length_mm', type: 'integer', nullable: true })
  lengthMm!: number | null;

  @Column({ name: 'width_mm', type: 'integer', nullable: true })
  widthMm!: number | null;

  @Column({ name: 'height_mm', type: 'integer', nullable: true })
  heightMm!: number | null;

  @Column({ name: 'weight_grams', type: 'integer', nullable: true })
  weightGrams!: number | null;

  @Column({ name: 'value_yen', type: 'integer' })
  valueYen!: number;

  @Column({ type: 'text' })
  temperature!: ItemDraft['temperature'];

  @Column({ type: 'boolean' })
  fragile!: boolean;

  @Column({ name: 'keep_upright', type: 'boolean' })
  keepUpright!: boolean;

  @Column({ name: 'do_not_stack', type: 'boolean' })
  doNotStack!: boolean;

  @Column({ type: 'boolean' })
  liquid!: boolean;

  @Column({ type: 'boolean' })
  battery!: boolean;

  @Column({ name: 'load_on_top_grams_max', type: 'integer', nullable: true })
  loadOnTopGramsMax!: number | null;

  @Column({ name: 'flat_only', type: 'boolean' })
  flatOnly!: boolean;

  @Column({ name: 'folded_length_mm', type: 'integer', nullable: true })
  foldedLengthMm!: number | null;

  @Column({ name: 'folded_width_mm', type: 'integer', nullable: true })
  foldedWidthMm!: number | null;

  @Column({ name: 'folded_height_mm', type: 'integer', nullable: true })
  foldedHeightMm!: number | null;

  @Column({ name: 'compresses_to_percent', type: 'integer', nullable: true })
  compressesToPercent!: number | null;

  @Column({ name: 'ships_in_own_box', type: 'boolean' })
  shipsInOwnBox!: boolean;

  @Column({ type: 'text', nullable: true })
  shelf!: string | null;

  @Column({ name: 'look_alike_group', type: 'text', nullable: true })
  lookAlikeGroup!: string | null;

  @Column({ type: 'boolean' })
  countable!: boolean;

  /** Of a set; null in what is none. */
  @Column({ type: 'jsonb', nullable: true })
  parts!: SetPart[] | null;
  /** Its units are kept by lot and day of expiry. */
  @Column({ name: 'lot_controlled', type: 'boolean' })
  lotControlled!: boolean;
}

/** A barcode tells one item from all others. */
@Entity({ name: 'item_barcode' })
export class ItemBarcode {
  @PrimaryColumn({ type: 'text' })
  barcode!: string;

  @Column({ type: 'text' })
  sku!: string;

  /** Place among the item's barcodes, from 0. */
  @Column({ type: 'smallint' })
  position!: number;
}

/** One row: how often the item master has changed. Whoever changes it locks the row first. */
@Entity({ name: 'catalogue' })
export class Catalogue {
  @PrimaryColumn({ name: 'only_one', type: 'boolean' })
  onlyOne!: boolean;

  @Column({ type: 'integer' })
  version!: number;
}
