import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { EnclosureDto, ENCLOSURES_MAX } from '../enclosures/enclosure.dto.js';

const GRAMS_MAX = 10_000;
const PERCENT_MAX = 50;
const REMAINING_DAYS_MAX = 3_650;
const KEPT_DAYS_MAX = 730;

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

class PhotosDto {
  @IsBoolean()
  inUse!: boolean;

  /** Of photos taken from now on. */
  @IsInt()
  @Min(1)
  @Max(KEPT_DAYS_MAX)
  keptDays!: number;
}

class LotsDto {
  /** Days that goods which are kept by lot can still be used when they are picked; 0: they may be on their last. */
  @IsInt()
  @Min(0)
  @Max(REMAINING_DAYS_MAX)
  remainingDaysMin!: number;
}

/** Photos, enclosures and lots that are not told stay as they were. */
export class PutPackingSettingsDto {
  @IsObject()
  @ValidateNested()
  @Type(() => WeightCheckDto)
  weightCheck!: WeightCheckDto;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PhotosDto)
  photos?: PhotosDto;

  /** All of them, in the order in which the table lists them. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ENCLOSURES_MAX)
  @ValidateNested({ each: true })
  @Type(() => EnclosureDto)
  enclosures?: EnclosureDto[];
  /** Unless told, as they were. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => LotsDto)
  lots?: LotsDto;
}
