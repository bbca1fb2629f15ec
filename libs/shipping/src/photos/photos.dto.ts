import { IsISO8601, IsOptional } from 'class-validator';

export class TakenDto {
  /** By the device's clock, which may have waited for the network; unless told, now. */
  @IsOptional()
  @IsISO8601({ strict: true })
  takenAt?: string;
}
