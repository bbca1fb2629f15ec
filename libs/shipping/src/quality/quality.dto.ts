import { IsIn, IsOptional, Matches } from 'class-validator';
import { OperationDto } from '../work-parcel/work-parcel.dto.js';
import type { MisShipment } from './quality.store.js';

const DAY = /^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const shape = (field: string) => ({ message: `${field} must be a day such as 2026-12-31` });

export class QualityQuery {
  @IsOptional()
  @Matches(DAY, shape('from'))
  from?: string;

  @IsOptional()
  @Matches(DAY, shape('to'))
  to?: string;
}

export const MIS_SHIPMENTS: readonly MisShipment[] = ['wrong-item', 'wrong-label'];

export class MisShipmentDto extends OperationDto {
  /** 誤品, 送り状違い. */
  @IsIn(MIS_SHIPMENTS)
  kind!: MisShipment;
}
