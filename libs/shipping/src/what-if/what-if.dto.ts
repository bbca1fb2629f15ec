import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsOptional,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { PackageDto } from '../put-packages/put-packages.dto.js';

const PACKAGES_MAX = 60;
const TARIFFS_MAX = 20;
const TARIFF_CHARACTERS_MAX = 200_000;
const LIST_MAX = 100;
const DAY = { message: '$property must be a day such as 2026-10-31' };

class DiscountDto {
  @Length(1, 64)
  carrier!: string;

  @Length(1, 64)
  service!: string;

  @IsNumber({ maxDecimalPlaces: 2, allowNaN: false, allowInfinity: false })
  @Min(0.01)
  @Max(100)
  percent!: number;
}

class TariffFileDto {
  @Length(1, 64)
  carrier!: string;

  @Length(1, 64)
  service!: string;

  @Length(1, TARIFF_CHARACTERS_MAX)
  rates!: string;

  @IsOptional()
  @Length(1, TARIFF_CHARACTERS_MAX)
  zones?: string;
}

/** A question about parcels that left; absent days mean the month before this one. */
export class AskWhatIfDto {
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, DAY)
  @IsISO8601({ strict: true }, DAY)
  from?: string;

  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, DAY)
  @IsISO8601({ strict: true }, DAY)
  to?: string;

  /** All packages there would be. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PACKAGES_MAX)
  @ValidateNested({ each: true })
  @Type(() => PackageDto)
  packages?: PackageDto[];

  /** Packages beside those there are. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PACKAGES_MAX)
  @ValidateNested({ each: true })
  @Type(() => PackageDto)
  addPackages?: PackageDto[];

  /** Each is checked by `tariff.validator.ts`. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(TARIFFS_MAX)
  @IsObject({ each: true })
  tariffs?: object[];

  /** Tables of prices as carriers give them. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(TARIFFS_MAX)
  @ValidateNested({ each: true })
  @Type(() => TariffFileDto)
  tariffFiles?: TariffFileDto[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(TARIFFS_MAX)
  @ValidateNested({ each: true })
  @Type(() => DiscountDto)
  discounts?: DiscountDto[];
}

export class ListWhatIfsDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LIST_MAX)
  limit?: number;
}
