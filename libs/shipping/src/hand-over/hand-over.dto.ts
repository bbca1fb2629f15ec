import { IsOptional, IsString, Length } from 'class-validator';
import { SCANNED_CHARS_MAX } from '../parcel/scanned-text.js';
import { OperationDto } from '../work-parcel/work-parcel.dto.js';

export class HandOverDto extends OperationDto {
  @IsString()
  @Length(1, SCANNED_CHARS_MAX)
  waybill!: string;

  /** Whose cage it is: another carrier's parcel stops. Without it only the parcel is judged. */
  @IsOptional()
  @IsString()
  @Length(1, 32)
  carrier?: string;
}
