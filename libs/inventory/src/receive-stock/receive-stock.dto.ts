import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsDay, IsLotCode } from '../lots/lot.validator.js';

const RECEIPT_LINES_MAX = 500;
const LOTS_OF_A_LINE_MAX = 50;
const UNITS_MAX = 1_000_000;

/** Units of one lot. */
export class ReceivedLotBody {
  /** As it is printed on the goods: (10) of a GS1 code. */
  @IsLotCode()
  lot!: string;

  /** The last day on which its units may be used, `2026-12-31`: (17) of a GS1 code. */
  @IsDay()
  expiresOn!: string;

  @IsInt()
  @Min(1)
  @Max(UNITS_MAX)
  quantity!: number;
}

export class ReceiptLineBody {
  @IsString()
  @Length(1, 64)
  sku!: string;

  @IsInt()
  @Min(1)
  @Max(UNITS_MAX)
  quantity!: number;

  /** Of goods that are kept by lot: which ones came; together they are the quantity. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(LOTS_OF_A_LINE_MAX)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ReceivedLotBody)
  lots?: ReceivedLotBody[];
}

export class ReceiveStockBody {
  /** Names this receipt; sent again, it gets the same answer and changes nothing. */
  @IsString()
  @Length(1, 64)
  opId!: string;

  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(RECEIPT_LINES_MAX)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ReceiptLineBody)
  lines!: ReceiptLineBody[];
}
