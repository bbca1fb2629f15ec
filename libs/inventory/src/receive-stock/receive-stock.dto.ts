import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsInt,
  IsObject,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

const RECEIPT_LINES_MAX = 500;
const UNITS_MAX = 1_000_000;

export class ReceiptLineBody {
  @IsString()
  @Length(1, 64)
  sku!: string;

  @IsInt()
  @Min(1)
  @Max(UNITS_MAX)
  quantity!: number;
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
