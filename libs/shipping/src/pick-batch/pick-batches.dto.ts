import { Type } from 'class-transformer';
import {
  Equals,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { SCANNED_CHARS_MAX } from '../parcel/scanned-text.js';
import { COUNT_MAX, OperationDto } from '../work-parcel/work-parcel.dto.js';

/** As many totes as a cart holds; the table says the same. */
export const SLOTS_MAX = 12;
/** The letters that a GS1 code has for a lot. */
const LOT = /^[!-z]{1,20}$/;
const LIST_MAX = 100;
const TEMPERATURES = ['ambient', 'chilled', 'frozen'] as const;

export class StartBatchDto extends OperationDto {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(SLOTS_MAX)
  size?: number;

  /** Only parcels that this carrier takes. */
  @IsOptional()
  @IsString()
  @Length(1, 32)
  carrier?: string;

  @IsOptional()
  @IsIn(TEMPERATURES)
  temperature?: (typeof TEMPERATURES)[number];
}

export class ListBatchesDto {
  @IsOptional()
  @IsIn(['open', 'finished'])
  status?: 'open' | 'finished';

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LIST_MAX)
  limit?: number;
}

export class PickDto extends OperationDto {
  /** Of a unit, or `^L:` and the shelf's code to ask whether it is this stop's. */
  @IsString()
  @Length(1, SCANNED_CHARS_MAX)
  barcode!: string;

  /** Above 1 only for items marked countable. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(COUNT_MAX)
  count?: number;

  /** The stop: only units of this item are taken. */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  sku?: string;

  /** The tote that the device named to the picker. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(SLOTS_MAX)
  slot?: number;

  /** (10) of the GS1 code, of goods that are kept by lot. Without it the picker's word counts: it is the lot that is named. */
  @IsOptional()
  @Matches(LOT, { message: 'lot must be as it is printed: 1 to 20 letters and digits without a space' })
  lot?: string;

  /** (17) of the GS1 code, `2026-12-31`: the last day on which the unit may be used. */
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(/^2\d{3}-\d{2}-\d{2}$/, { message: 'usableUntil must be a day that exists, like 2026-12-31' })
  usableUntil?: string;

  /** The named lot was looked for in vain: one that expires later may be taken. */
  @IsOptional()
  @Equals(true)
  namedLotNotFound?: true;
}

export class UndoDto extends OperationDto {
  /** The opId of the step that is meant; without it the last. */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  of?: string;
}

export class ShortDto extends OperationDto {
  @IsString()
  @Length(1, 64)
  sku!: string;

  /** Without it all that are left at the stop. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(COUNT_MAX)
  count?: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(SLOTS_MAX)
  slot?: number;
}
