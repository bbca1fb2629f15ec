import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsUUID } from 'class-validator';
import { PARCEL_PAPERS, type ParcelPaper } from './parcel-paper.js';

/** A roll of labels, and what one thread draws in a few seconds. */
export const RUN_PARCELS_MAX = 500;

export class PrintRunDto {
  /** In this order for each parcel. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(PARCEL_PAPERS, { each: true })
  documents!: ParcelPaper[];

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(RUN_PARCELS_MAX)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  parcelIds!: string[];
}
