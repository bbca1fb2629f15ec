import { Transform } from 'class-transformer';
import { IsDate, IsIn, IsOptional, IsString, Length, Matches, MinDate } from 'class-validator';
import { type Role, ROLES } from './access.js';

const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

export class IssueApiKey {
  @IsIn(ROLES, { message: `must be one of ${ROLES.join(', ')}` })
  role!: Role;

  /** For people: who uses it. */
  @IsString()
  @Length(1, 100)
  label!: string;

  /** Storefront keys: where their orders come from. */
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/, { message: 'must be 1 to 40 small letters, digits and hyphens' })
  channel?: string;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && ISO_INSTANT.test(value) ? new Date(value) : value,
  )
  @MinDate(() => new Date(), { message: 'must lie in the future' })
  @IsDate({ message: 'must be an instant such as 2027-01-31T00:00:00Z' })
  expiresAt?: Date;
}
