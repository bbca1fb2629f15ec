import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { ENCLOSED_WHEN, type EnclosedWhen } from '../parcel/enclosures.js';
import { SCANNED_CHARS_MAX } from '../parcel/scanned-text.js';

/** A table where more is ticked by hand checks nothing any more. */
export const ENCLOSURES_MAX = 10;
/** Its sign `PUT-…` is printed like a shelf's. */
const CODE = /^[A-Z0-9][A-Z0-9-]{0,15}$/;
const NAME = /^(?=.*\S)[^\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}]{1,40}$/u;
const NAMES = 'must be one printable line of up to 40 letters';
const BARCODE = /^[!-~][ -~]*$/;
const SKUS_MAX = 50;
const SKU = /^[^\p{Cc}\p{Cs}]{1,64}$/u;
const GRAMS_MAX = 10_000;

class EnclosureNamesDto {
  @Matches(NAME, { message: NAMES })
  ja!: string;

  @IsOptional()
  @Matches(NAME, { message: NAMES })
  en?: string;
}

export class EnclosureDto {
  @Matches(CODE, { message: 'must be up to 16 of A to Z, 0 to 9 and -, such as THANKS' })
  code!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => EnclosureNamesDto)
  names!: EnclosureNamesDto;

  @IsOptional()
  @Matches(BARCODE, { message: 'must be what a scanner reads: printable ASCII' })
  @Length(1, SCANNED_CHARS_MAX)
  barcode?: string;

  @IsIn(ENCLOSED_WHEN)
  when!: EnclosedWhen;

  /** Of `with-sku`. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SKUS_MAX)
  @Matches(SKU, { each: true, message: 'must hold skus of up to 64 printable characters' })
  skus?: string[];

  /** What the scales find of it; 0 unless told. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(GRAMS_MAX)
  weightGrams?: number;
}
