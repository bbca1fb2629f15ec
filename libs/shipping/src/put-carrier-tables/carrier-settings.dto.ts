import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
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
import { LABEL_MODES, type LabelMode } from '../parcel/gate.js';

const DAY = /^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const NAME = /^[a-z0-9-]{1,40}$/;
const YEN_MAX = 10_000_000;
const SERVICES_MAX = 60;
const DAYS_MAX = 400;
const DISCOUNTS_MAX = 10;
const AREAS_MAX = 100;
const POSTAL_CODES_MAX = 5_000;

export class ClosedDaysDto {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(7)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(6, { each: true })
  weekdays?: number[];

  @IsOptional()
  @IsBoolean()
  holidays?: boolean;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(DAYS_MAX)
  @Matches(DAY, { each: true, message: 'each of dates must be a day such as 2026-12-31' })
  dates?: string[];
}

export class DiscountDto {
  @IsIn(['yen', 'percent'])
  kind!: 'yen' | 'percent';

  @ValidateIf(({ kind }: DiscountDto) => kind === 'yen')
  @IsInt()
  @Min(1)
  @Max(YEN_MAX)
  yen!: number;

  @ValidateIf(({ kind }: DiscountDto) => kind === 'percent')
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0.01)
  @Max(99)
  percent!: number;

  @ValidateIf(({ kind }: DiscountDto) => kind === 'percent')
  @IsIn([1, 10, 100])
  roundToYen!: number;

  @ValidateIf(({ kind }: DiscountDto) => kind === 'percent')
  @IsIn(['down', 'nearest', 'up'])
  rounding!: 'down' | 'nearest' | 'up';
}

export class AreaNamesDto {
  @IsString()
  @Length(1, 100)
  ja!: string;

  @IsString()
  @Length(1, 100)
  en!: string;
}

export class RemoteAreaDto {
  @IsString()
  @Matches(NAME, { message: 'code must be 1-40 small letters, digits or -' })
  code!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => AreaNamesDto)
  names!: AreaNamesDto;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(POSTAL_CODES_MAX)
  @Matches(/^[0-9]{2,7}$/, { each: true, message: 'each of postalCodes must be 2-7 digits' })
  postalCodes!: string[];

  @IsInt()
  @Min(0)
  @Max(YEN_MAX)
  yen!: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(30)
  extraDays?: number;

  @IsOptional()
  @IsBoolean()
  served?: boolean;
}

export class ServiceSettingsDto {
  @IsString()
  @Matches(NAME, { message: 'carrier must be its code, such as yamato' })
  carrier!: string;

  @IsString()
  @Matches(NAME, { message: 'service must be its code, such as takkyubin' })
  service!: string;

  @IsBoolean()
  inUse!: boolean;

  @IsOptional()
  @Matches(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, { message: 'cutOff must be a time such as 17:00' })
  cutOff?: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ClosedDaysDto)
  noPickUp?: ClosedDaysDto;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ClosedDaysDto)
  noDelivery?: ClosedDaysDto;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000_000)
  valueYenMax?: number;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(DISCOUNTS_MAX)
  @ValidateNested({ each: true })
  @Type(() => DiscountDto)
  discounts?: DiscountDto[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(AREAS_MAX)
  @ValidateNested({ each: true })
  @Type(() => RemoteAreaDto)
  remoteAreas?: RemoteAreaDto[];

  /** `before-check`: waybills are printed for a batch before the goods are scanned. */
  @IsOptional()
  @IsIn(LABEL_MODES)
  labelMode?: LabelMode;
}

export class PutCarrierSettingsDto {
  @IsArray()
  @ArrayMaxSize(SERVICES_MAX)
  @ValidateNested({ each: true })
  @Type(() => ServiceSettingsDto)
  services!: ServiceSettingsDto[];

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ClosedDaysDto)
  shopClosed?: ClosedDaysDto;
}
