import { IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { ShortageCause } from '@okuru/contracts';
import { COUNT_MAX, OperationDto } from '../work-parcel/work-parcel.dto.js';

export class ReportMissingDto extends OperationDto {
  @IsString()
  @Length(1, 64)
  sku!: string;

  @IsInt()
  @Min(1)
  @Max(COUNT_MAX)
  quantity!: number;

  /** 欠品: not where it should be. 破損: damaged. */
  @IsIn(ShortageCause.options)
  cause!: ShortageCause;
}
