import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID, ValidateNested } from 'class-validator';
import { PARCELS_MAX } from '../packing-run/packing-run.dto.js';
import { OperationDto } from '../work-parcel/work-parcel.dto.js';

class LabelWantedDto extends OperationDto {
  @IsUUID()
  parcelId!: string;
}

export class LabelsDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PARCELS_MAX)
  @ValidateNested({ each: true })
  @Type(() => LabelWantedDto)
  labels!: LabelWantedDto[];
}
