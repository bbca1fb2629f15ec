import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { PART_QUANTITY_MAX, SET_PARTS_MAX } from '@okuru/contracts';
import { IsPlainText } from '../plain-text/plain-text.validator.js';
import { IsBarcode } from './barcode.validator.js';
import {
  BARCODES_MAX,
  COMPRESSES_TO_PERCENT_MAX,
  GRAMS_MAX,
  type ItemDraft,
  LENGTH_MM_MAX,
  LOOK_ALIKE_LENGTH_MAX,
  NAME_LENGTH_MAX,
  SKU_LENGTH_MAX,
  SHELF_LENGTH_MAX,
  TEMPERATURES,
  VALUE_YEN_MAX,
} from './item-draft.js';
import { handlingOf } from './item-handling.js';

export class ItemNamesBody {
  @IsPlainText(NAME_LENGTH_MAX)
  @Length(1, NAME_LENGTH_MAX)
  ja!: string;

  @IsOptional()
  @IsPlainText(NAME_LENGTH_MAX)
  en?: string;
}

/** Outer measures of one unit, all three. */
export class ItemSizeBody {
  @IsInt()
  @Min(1)
  @Max(LENGTH_MM_MAX)
  lengthMm!: number;

  @IsInt()
  @Min(1)
  @Max(LENGTH_MM_MAX)
  widthMm!: number;

  @IsInt()
  @Min(1)
  @Max(LENGTH_MM_MAX)
  heightMm!: number;
}

export class ItemHandlingBody {
  @IsOptional()
  @IsBoolean()
  fragile?: boolean;

  @IsOptional()
  @IsBoolean()
  keepUpright?: boolean;

  @IsOptional()
  @IsBoolean()
  doNotStack?: boolean;

  @IsOptional()
  @IsBoolean()
  liquid?: boolean;

  @IsOptional()
  @IsBoolean()
  battery?: boolean;

  /** Grams one unit bears on its top; left out, no limit is stated. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(GRAMS_MAX)
  loadOnTopGramsMax?: number | null;

  /** Lies on its largest face. */
  @IsOptional()
  @IsBoolean()
  flatOnly?: boolean;

  /** Size after one fold, when it may be folded. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ItemSizeBody)
  foldedSize?: ItemSizeBody | null;

  /** Percent of its thinnest side to which it may be pressed; left out, it is never pressed. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(COMPRESSES_TO_PERCENT_MAX)
  compressesToPercent?: number | null;

  /** May be sent in the box it comes in. */
  @IsOptional()
  @IsBoolean()
  shipsInOwnBox?: boolean;
}

/** A part of a set. */
export class SetPartBody {
  @IsPlainText(SKU_LENGTH_MAX)
  @Length(1, SKU_LENGTH_MAX)
  sku!: string;

  @IsInt()
  @Min(1)
  @Max(PART_QUANTITY_MAX)
  quantity!: number;
}

/**
 * The whole item: what is left out is unknown, zero or no, whatever was known before.
 * `IsObject` stands beside `ValidateNested`, which lets nothing, null and an empty list pass.
 */
export class PutItemBody {
  @IsObject()
  @ValidateNested()
  @Type(() => ItemNamesBody)
  names!: ItemNamesBody;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(BARCODES_MAX)
  @ArrayUnique()
  @IsBarcode({ each: true })
  barcodes?: string[];

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ItemSizeBody)
  size?: ItemSizeBody | null;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(GRAMS_MAX)
  weightGrams?: number | null;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(VALUE_YEN_MAX)
  valueYen?: number;

  @IsOptional()
  @IsIn(TEMPERATURES)
  temperature?: ItemDraft['temperature'];

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ItemHandlingBody)
  handling?: ItemHandlingBody;

  @IsOptional()
  @IsPlainText(SHELF_LENGTH_MAX)
  @Length(1, SHELF_LENGTH_MAX)
  shelf?: string | null;

  @IsOptional()
  @IsPlainText(LOOK_ALIKE_LENGTH_MAX)
  @Length(1, LOOK_ALIKE_LENGTH_MAX)
  lookAlikeGroup?: string | null;

  /** A scan and a proven count may replace scanning each unit. */
  @IsOptional()
  @IsBoolean()
  countable?: boolean;

  /** What a set is made of: units of other items. Left out or null, the item is none. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SET_PARTS_MAX)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => SetPartBody)
  parts?: SetPartBody[] | null;
  /** Its units are kept by lot and day of expiry. */
  @IsOptional()
  @IsBoolean()
  lotControlled?: boolean;
}

const sizeOf = ({ lengthMm, widthMm, heightMm }: ItemSizeBody) => ({ lengthMm, widthMm, heightMm });

export const toDraft = (sku: string, { names, size, handling, ...item }: PutItemBody): ItemDraft => ({
  sku,
  names: { ja: names.ja, en: names.en ?? '' },
  barcodes: item.barcodes ?? [],
  size: size ? sizeOf(size) : null,
  weightGrams: item.weightGrams ?? null,
  valueYen: item.valueYen ?? 0,
  temperature: item.temperature ?? 'ambient',
  handling: handlingOf({
    ...handling,
    foldedSize: handling?.foldedSize ? sizeOf(handling.foldedSize) : null,
  }),
  shelf: item.shelf ?? null,
  lookAlikeGroup: item.lookAlikeGroup ?? null,
  countable: item.countable ?? false,
  ...(item.parts && { parts: item.parts.map(({ sku, quantity }) => ({ sku, quantity })) }),
  ...(item.lotControlled && { lotControlled: true }),
});
