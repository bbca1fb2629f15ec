import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { HOLD_REASONS, type HoldReason, WEIGHT_REASONS, type WeightReason } from '../parcel/gate.js';
import { SCANNED_CHARS_MAX } from '../parcel/scanned-text.js';

export const COUNT_MAX = 9_999;
export const WEIGHT_GRAMS_MAX = 100_000;

/** Every action carries an id of its own making, so that sending it again changes nothing. */
export class OperationDto {
  @IsString()
  @Length(1, 64)
  opId!: string;
}

export class ScanDto extends OperationDto {
  @IsString()
  @Length(1, SCANNED_CHARS_MAX)
  barcode!: string;

  /** Above 1 only for items marked countable. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(COUNT_MAX)
  count?: number;
}

export class HoldDto extends OperationDto {
  @IsIn(HOLD_REASONS)
  reason!: HoldReason;
}

export class UndoDto extends OperationDto {
  /** What the screen shows as scanned last; where something else was, nothing is taken back. */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  sku?: string;
}

export class ChoosePackageDto extends OperationDto {
  @IsString()
  @Length(1, 32)
  packageCode!: string;

  @IsString()
  @Length(1, 200)
  reason!: string;
}

export class WeighDto extends OperationDto {
  @IsInt()
  @Min(1)
  @Max(WEIGHT_GRAMS_MAX)
  grams!: number;

  /** Why the same weight, stopped before, is right. */
  @IsOptional()
  @IsIn(WEIGHT_REASONS)
  acceptedBecause?: WeightReason;
}

export class CloseDto extends OperationDto {
  /** The waybill on the box, scanned; without it a labelled parcel does not close. */
  @IsOptional()
  @IsString()
  @Length(1, SCANNED_CHARS_MAX)
  waybill?: string;
}
