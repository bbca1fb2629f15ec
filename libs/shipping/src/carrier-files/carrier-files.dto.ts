import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';

const PARCELS_MAX = 1_000;
const ACCEPTED_MAX = 500;
const DAY = /^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;

class AcceptedDto {
  /** The character as the check listed it. */
  @IsString()
  @Length(1, 16)
  character!: string;

  /** What stands in its place; empty: it goes. */
  @IsString()
  @MaxLength(16)
  by!: string;
}

export class CarrierFileDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PARCELS_MAX)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  parcelIds!: string[];

  /** Today, unless said. */
  @IsOptional()
  @Matches(DAY, { message: 'shipsOn must be a day such as 2026-12-31' })
  shipsOn?: string;

  /** Replacements a person has agreed to, for every row of this file. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ACCEPTED_MAX)
  @ValidateNested({ each: true })
  @Type(() => AcceptedDto)
  accepted?: AcceptedDto[];
}

class SenderDto {
  @IsString()
  @Length(1, 64)
  name!: string;

  @Matches(/^\d{3}-\d{4}$/, { message: 'postalCode must be seven digits such as 123-4567' })
  postalCode!: string;

  @IsString()
  @Length(1, 8)
  prefecture!: string;

  @IsString()
  @Length(1, 100)
  city!: string;

  @IsString()
  @Length(1, 100)
  street!: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  building?: string;

  @IsString()
  @Matches(/^\+?[0-9-]{6,20}$/, { message: 'phone must be digits and hyphens' })
  phone!: string;
}

export class CarrierContractDto {
  @Matches(/^[0-9]{6,12}$/, { message: 'customerCode must be 6 to 12 digits' })
  customerCode!: string;

  @IsOptional()
  @Matches(/^[0-9]{2}$/, { message: 'freightNumber must be two digits' })
  freightNumber?: string;

  /** 品名 on every waybill. */
  @IsString()
  @Length(1, 25)
  goodsWords!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => SenderDto)
  sender!: SenderDto;
}
