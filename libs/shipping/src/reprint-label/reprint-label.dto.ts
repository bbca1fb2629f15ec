import { IsIn } from 'class-validator';
import { REPRINT_REASONS, type ReprintReason } from '../parcel/gate.js';
import { OperationDto } from '../work-parcel/work-parcel.dto.js';

export class ReprintDto extends OperationDto {
  @IsIn(REPRINT_REASONS)
  reason!: ReprintReason;
}
