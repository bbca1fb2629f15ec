import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { PLAUSIBILITY_CHECKS, type PlausibilityCheck } from '@okuru/carriers';

const DAY = /^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const NAME = /^[a-z0-9-]{1,40}$/;
const FILE_LENGTH_MAX = 200_000;
const YEN_MAX = 10_000_000;
const FEES_MAX = 50;

export class YenUpToDto {
  @IsInt()
  @Min(1)
  @Max(YEN_MAX)
  amountYenMax!: number;

  @IsInt()
  @Min(0)
  @Max(YEN_MAX)
  yen!: number;
}

export class CoolFeeDto {
  @IsString()
  @Length(1, 20)
  classCode!: string;

  @IsInt()
  @Min(0)
  @Max(YEN_MAX)
  yen!: number;
}

export class PutTariffDto {
  @IsString()
  @Matches(NAME, { message: 'carrier must be its code, such as yamato' })
  carrier!: string;

  @IsString()
  @Matches(NAME, { message: 'service must be its code, such as takkyubin' })
  service!: string;

  @IsString()
  @Matches(DAY, { message: 'effectiveFrom must be a day such as 2026-10-01' })
  effectiveFrom!: string;

  @IsOptional()
  @IsString()
  @Matches(DAY, { message: 'effectiveTo must be a day such as 2027-03-31' })
  effectiveTo?: string;

  @IsString()
  @Length(1, 300)
  source!: string;

  @IsString()
  @Length(1, FILE_LENGTH_MAX)
  rates!: string;

  @IsOptional()
  @IsString()
  @Length(1, FILE_LENGTH_MAX)
  zones?: string;

  @IsOptional()
  @IsIn(['cash', 'cashless'])
  payment?: 'cash' | 'cashless';

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(47)
  originPrefecture?: number;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(PLAUSIBILITY_CHECKS.length)
  @IsIn(PLAUSIBILITY_CHECKS, { each: true })
  allow?: PlausibilityCheck[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(FEES_MAX)
  @ValidateNested({ each: true })
  @Type(() => YenUpToDto)
  codFees?: YenUpToDto[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(FEES_MAX)
  @ValidateNested({ each: true })
  @Type(() => YenUpToDto)
  insurance?: YenUpToDto[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(FEES_MAX)
  @ValidateNested({ each: true })
  @Type(() => CoolFeeDto)
  coolFees?: CoolFeeDto[];

  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}
