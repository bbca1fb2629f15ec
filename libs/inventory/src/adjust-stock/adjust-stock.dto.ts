import { IsInt, IsNotIn, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { IsDay, IsLotCode } from '../lots/lot.validator.js';
import { IsPlainText } from '../plain-text/plain-text.validator.js';

const UNITS_MAX = 1_000_000;
const REASON_LENGTH_MAX = 200;

export class AdjustStockBody {
  /** Names this adjustment; sent again, it gets the same answer and changes nothing. */
  @IsString()
  @Length(1, 64)
  opId!: string;

  @IsString()
  @Length(1, 64)
  sku!: string;

  /** Units more (above zero) or fewer than the books say. */
  @IsInt()
  @Min(-UNITS_MAX)
  @Max(UNITS_MAX)
  @IsNotIn([0])
  by!: number;

  /** Why the books were wrong: counted, broken, found, lost. */
  @IsPlainText(REASON_LENGTH_MAX)
  @Length(1, REASON_LENGTH_MAX)
  reason!: string;

  /** Of goods that are kept by lot: whose units they are. */
  @IsOptional()
  @IsLotCode()
  lot?: string;

  /** The last day on which they may be used; for a lot that nobody has entered yet. */
  @IsOptional()
  @IsDay()
  expiresOn?: string;
}
