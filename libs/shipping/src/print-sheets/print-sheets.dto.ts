import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { CARRIERS } from '@okuru/carriers';

const COPIES_MAX = 500;
const SHELVES_MAX = 100;
const DAY = /^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
/** As staff sign in with it. */
const BADGE_ROLES = ['warehouse', 'lead', 'ops', 'admin'] as const;

export class ManifestQuery {
  @IsIn(Object.keys(CARRIERS))
  carrier!: string;

  /** Absent: today. */
  @IsOptional()
  @Matches(DAY, { message: 'date must be a day such as 2026-12-31' })
  date?: string;
}

export class ItemLabelQuery {
  @IsString()
  @Length(1, 64)
  sku!: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(COPIES_MAX)
  copies?: number;
}

export class ShelfLabelsQuery {
  /** One or many, `?shelf=A-01&shelf=A-02`. */
  @Transform(({ value }: { value: unknown }): unknown[] =>
    Array.isArray(value) ? (value as unknown[]) : [value],
  )
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SHELVES_MAX)
  @IsString({ each: true })
  @Length(1, 32, { each: true })
  shelf!: string[];
}

export class BadgeBody {
  @IsString()
  @Length(1, 60)
  name!: string;

  @IsIn(BADGE_ROLES)
  role!: (typeof BADGE_ROLES)[number];

  /** As it was shown when it was made: it is printed and forgotten. */
  @Matches(/^\^B:[0-9A-HJKMNP-TV-Z]{26}$/, {
    message: 'badge must be as it was shown: ^B: and 26 letters and digits',
  })
  badge!: string;
}
