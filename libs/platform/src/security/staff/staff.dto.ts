import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { STAFF_ROLES, type StaffRole } from '../access.js';
import { PIN_DIGITS_MAX, PIN_DIGITS_MIN } from './pin.js';

const PIN = new RegExp(`^\\d{${PIN_DIGITS_MIN},${PIN_DIGITS_MAX}}$`);
const PIN_WORDS = { message: `must be ${PIN_DIGITS_MIN} to ${PIN_DIGITS_MAX} digits` };

export class AddStaff {
  /** As colleagues read it on the screen; a nickname will do. */
  @IsString()
  @Length(1, 60)
  name!: string;

  @IsIn(STAFF_ROLES, { message: `must be one of ${STAFF_ROLES.join(', ')}` })
  role!: StaffRole;
}

export class SetPin {
  @Matches(PIN, PIN_WORDS)
  pin!: string;
}

export class SignInBody {
  /** As scanned. */
  @IsString()
  @Length(1, 128)
  badge!: string;

  @IsOptional()
  @Matches(PIN, PIN_WORDS)
  pin?: string;

  /** The browser's own name for the device, made once. */
  @Matches(/^[\w-]{1,64}$/, { message: 'must be 1 to 64 letters, digits, hyphens and underscores' })
  device!: string;
}
