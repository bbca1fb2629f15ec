import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO8601,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** As many as a carrier's late parcels are shown and moved at once. */
const DELAYS_MAX = 500;
const PARCELS_MAX = 200;
const LINES_MAX = 200;
const UNITS_MAX = 9_999;

const orNull = (field: string) => (data: object) => (data as Record<string, unknown>)[field] !== null;

export class PreviewedLineDto {
  @IsString()
  @Length(1, 64)
  lineId!: string;

  @IsString()
  @Length(1, 64)
  sku!: string;

  @IsInt()
  @Min(1)
  @Max(UNITS_MAX)
  quantity!: number;
}

export class PreviewedParcelDto {
  @IsUUID()
  parcelId!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LINES_MAX)
  @ValidateNested({ each: true })
  @Type(() => PreviewedLineDto)
  lines!: PreviewedLineDto[];

  @IsString()
  @Length(1, 32)
  carrier!: string;

  @IsString()
  @Length(1, 32)
  service!: string;

  @ValidateIf(orNull('expectedOn'))
  @IsISO8601({ strict: true })
  @Length(10, 10)
  expectedOn!: string | null;
}

/** As `GET /v1/late-parcels` answers it: what `parcels.delayed` would say. */
export class PreviewedDelayDto {
  @IsUUID()
  orderId!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PARCELS_MAX)
  @ValidateNested({ each: true })
  @Type(() => PreviewedParcelDto)
  parcels!: PreviewedParcelDto[];

  @IsISO8601({ strict: true })
  @Length(10, 10)
  wasToLeaveOn!: string;

  @IsISO8601({ strict: true })
  @Length(10, 10)
  leavesOn!: string;

  @ValidateIf(orNull('promisedOn'))
  @IsISO8601({ strict: true })
  @Length(10, 10)
  promisedOn!: string | null;

  @IsBoolean()
  missesPromisedDay!: boolean;
}

export class PreviewLettersDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(DELAYS_MAX)
  @ValidateNested({ each: true })
  @Type(() => PreviewedDelayDto)
  delays!: PreviewedDelayDto[];
}
