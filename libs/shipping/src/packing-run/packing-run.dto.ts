import { HotBody } from '@okuru/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { SCANNED_CHARS_MAX } from '../parcel/scanned-text.js';
import { COUNT_MAX, OperationDto, WEIGHT_GRAMS_MAX } from '../work-parcel/work-parcel.dto.js';

export const PARCELS_MAX = 200;
export const RUN_BYTES_MAX = 4 * 1024 * 1024;
/** Scans of one parcel in one run; more of it go in the next run. */
const SCANS_MAX = 1_000;

/** What was done to many parcels; what stands in the list is checked one by one, so that none spoils its neighbours. */
@HotBody()
export class PackingRunDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PARCELS_MAX)
  parcels!: unknown[];
}

class ScannedDto {
  @IsString()
  @Length(1, SCANNED_CHARS_MAX)
  barcode!: string;

  /** Above 1 only for items marked countable. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(COUNT_MAX)
  count?: number;
}

class PackageTakenDto {
  @IsString()
  @Length(1, 32)
  code!: string;

  @IsString()
  @Length(1, 200)
  reason!: string;
}

/** One parcel of a run: everything is optional, and is done in the order in which it stands here. */
@HotBody()
export class ParcelWorkDto extends OperationDto {
  @IsUUID()
  parcelId!: string;

  /** Every unit, as the scanner read it. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(SCANS_MAX)
  @ValidateNested({ each: true })
  @Type(() => ScannedDto)
  scans?: ScannedDto[];

  /** Another package than planned, and why. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PackageTakenDto)
  package?: PackageTakenDto;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(WEIGHT_GRAMS_MAX)
  grams?: number;

  /** Asks for the label; the answer has the waybill's number and what is printed on it. */
  @IsOptional()
  @IsBoolean()
  label?: boolean;

  /** The waybill scanned on the box: closes the parcel. */
  @IsOptional()
  @IsString()
  @Length(1, SCANNED_CHARS_MAX)
  waybill?: string;

  /** The box under this waybill was handed to the carrier. */
  @IsOptional()
  @IsBoolean()
  handOver?: boolean;
}
