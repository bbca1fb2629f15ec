import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { IsDay, IsLotCode } from '../lots/lot.validator.js';

const UNITS_MAX = 1_000_000;

export class CountStockBody {
  /** Names this count; sent again, it gets the same answer and changes nothing. */
  @IsString()
  @Length(1, 64)
  opId!: string;

  @IsString()
  @Length(1, 64)
  sku!: string;

  /** Units that are there: on the shelf, in totes and in parcels that have not left. */
  @IsInt()
  @Min(0)
  @Max(UNITS_MAX)
  counted!: number;

  /** `lastMovement` of `GET /v1/stock/{sku}` when the count began; null: nothing had moved yet. */
  @IsOptional()
  @Matches(/^\d{1,19}$/, { message: 'lastMovement must be as GET /v1/stock/{sku} gave it' })
  lastMovement!: string | null;

  /** Of goods that are kept by lot: the one that was counted. */
  @IsOptional()
  @IsLotCode()
  lot?: string;

  /** The last day on which its units may be used; for a lot that nobody has entered yet. */
  @IsOptional()
  @IsDay()
  expiresOn?: string;
}
