import { CARRIERS } from '@okuru/carriers';
import { DEFAULT_REFUSED_TRAITS, type GoodsTrait, type PackageKind } from '@okuru/packing';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const SIDE_MM_MAX = 3_000;
const WEIGHT_GRAMS_MAX = 50_000;
const COST_YEN_MAX = 100_000;
const WALL_MM_MAX = 50;
const STOCK_MAX = 1_000_000;
const KINDS = Object.keys(DEFAULT_REFUSED_TRAITS) as PackageKind['kind'][];
const TRAITS: readonly GoodsTrait[] = ['fragile', 'do-not-stack', 'liquid', 'battery'];
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

/** Of a bag: its inside as it lies flat and empty. */
class FlatSizeDto {
  @IsInt()
  @Min(1)
  @Max(SIDE_MM_MAX)
  lengthMm!: number;

  @IsInt()
  @Min(1)
  @Max(SIDE_MM_MAX)
  widthMm!: number;
}

type OfAKind = Pick<PackageKind, 'kind'>;
const isOf =
  (...kinds: PackageKind['kind'][]) =>
  ({ kind }: OfAKind): boolean =>
    kinds.includes(kind);
const isBox = isOf('carton', 'carrier-box', 'folding-box');
const isSoft = isOf('mailer-bag', 'padded-envelope');

export class PackageDto {
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{1,32}$/, { message: 'code must be 1-32 letters, digits, - or _' })
  code!: string;

  @IsString()
  @Length(1, 100)
  nameJa!: string;

  @IsIn(KINDS)
  kind!: PackageKind['kind'];

  @ValidateIf(isBox)
  @IsObject()
  @ValidateNested()
  @Type(() => SizeDto)
  inner?: SizeDto;

  @ValidateIf(isBox)
  @IsObject()
  @ValidateNested()
  @Type(() => SizeDto)
  outer?: SizeDto;

  /** Of a folding box: the least height its walls are folded down to. */
  @ValidateIf(isOf('folding-box'))
  @IsInt()
  @Min(1)
  @Max(SIDE_MM_MAX)
  innerHeightMmMin?: number;

  /** Of a carrier's box: the only carrier that takes it. */
  @ValidateIf(isOf('carrier-box'))
  @IsIn(Object.keys(CARRIERS))
  carrier?: string;

  /** Of a bag or envelope: the inside as it lies flat. */
  @ValidateIf(isSoft)
  @IsObject()
  @ValidateNested()
  @Type(() => FlatSizeDto)
  flat?: FlatSizeDto;

  @ValidateIf(isSoft)
  @IsNumber()
  @Min(0)
  @Max(WALL_MM_MAX)
  wallMm?: number;

  @ValidateIf(isSoft)
  @IsInt()
  @Min(1)
  @Max(SIDE_MM_MAX)
  thicknessMmMax?: number;

  /** 0 for the goods' own box. */
  @IsInt()
  @Min(0)
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

  /** Packages left; absent: nobody counts them. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(STOCK_MAX)
  stock?: number;

  /** Goods that never go into it; absent: what is usual for its kind. */
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(TRAITS, { each: true })
  refusesTraits?: readonly GoodsTrait[];
}

export class PutPackagesDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PACKAGES_MAX)
  @ValidateNested({ each: true })
  @Type(() => PackageDto)
  packages!: PackageDto[];
}
