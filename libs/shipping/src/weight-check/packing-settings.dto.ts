import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsNumber, IsObject, Max, Min, ValidateNested } from 'class-validator';

const GRAMS_MAX = 10_000;
const PERCENT_MAX = 50;

class WeightCheckDto {
  @IsBoolean()
  inUse!: boolean;

  /** The scales may always be so far from what is expected. */
  @IsInt()
  @Min(0)
  @Max(GRAMS_MAX)
  gramsMin!: number;

  /** And so much of what is expected, where that is more. */
  @IsNumber({ maxDecimalPlaces: 1 })
  @Min(0)
  @Max(PERCENT_MAX)
  percent!: number;
}

export class PutPackingSettingsDto {
  @IsObject()
  @ValidateNested()
  @Type(() => WeightCheckDto)
  weightCheck!: WeightCheckDto;
}
