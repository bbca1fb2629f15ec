import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsOptional, IsUUID, Matches } from 'class-validator';
import { OperationDto } from '../work-parcel/work-parcel.dto.js';
import { LATE_PARCELS_MAX } from './late-parcels.store.js';

const CARRIER = /^[a-z0-9-]{1,40}$/;
const CARRIER_SHAPE = { message: 'carrier must be its code, such as yamato' };

export class LateParcelsQuery {
  @Matches(CARRIER, CARRIER_SHAPE)
  carrier!: string;

  /** The carrier has been here today, before its cut-off. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  came?: boolean;
}

export class MoveLateParcelsDto extends OperationDto {
  @Matches(CARRIER, CARRIER_SHAPE)
  carrier!: string;

  @IsOptional()
  @IsBoolean()
  came?: boolean;

  /** The parcels that whoever moves them has seen. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LATE_PARCELS_MAX)
  @IsUUID(undefined, { each: true })
  parcelIds!: string[];
}
