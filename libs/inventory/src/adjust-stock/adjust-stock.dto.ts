import { IsInt, IsNotIn, IsString, Length, Max, Min } from 'class-validator';
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
}
