import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

const SIDE_MM_MAX = 3_000;
const WEIGHT_GRAMS_MAX = 50_000;
const COST_YEN_MAX = 100_000;
/** Packages of one shop at most; every plan looks at all of them. */
const PACKAGES_MAX = 60;

export class SizeDto {
  @IsInt()
  @Min(1)
  @Max(SIDE_MM_MAX)
  lengthMm!: number;

  @IsInt()
  @Min(1)
  @Max(SIDE_MM_MAX)
  widthMm!: number;

  @IsInt()
  @Min(1)
  @Max(SIDE_MM_MAX)
  heightMm!: number;
}

export class PackageDto {
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{1,32}$/, { message: 'code must be 1-32 letters, digits, - or _' })
  code!: string;

  @IsString()
  @Length(1, 100)
  nameJa!: string;

  @Equals('carton')
  kind!: 'carton';

  @ValidateNested()
  @Type(() => SizeDto)
  inner!: SizeDto;

  @ValidateNested()
  @Type(() => SizeDto)
  outer!: SizeDto;

  @IsInt()
  @Min(1)
  @Max(WEIGHT_GRAMS_MAX)
  emptyWeightGrams!: number;

  @IsInt()
  @Min(2)
  @Max(WEIGHT_GRAMS_MAX)
  grossWeightGramsMax!: number;

  @IsInt()
  @Min(0)
  @Max(COST_YEN_MAX)
  costYen!: number;
}

export class PutPackagesDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PACKAGES_MAX)
  @ValidateNested({ each: true })
  @Type(() => PackageDto)
  packages!: PackageDto[];
}
