import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
} from '@nestjs/common';
import { Refusal } from '../../http/refusal.js';
import { type ApiCaller, Caller, Roles } from '../access.js';
import { AddStaff, SetPin } from './staff.dto.js';
import { type IssuedBadge, StaffDesk } from './staff-desk.js';
import type { ListedStaff } from './staff.store.js';

const StaffId = () =>
  Param('staffId', new ParseUUIDPipe({ exceptionFactory: () => Refusal.notFound('member of staff') }));

@Controller('v1/staff')
@Roles('admin')
export class StaffController {
  constructor(private readonly desk: StaffDesk) {}

  /** The answer is the only place the badge's code ever stands. */
  @Post()
  @Header('cache-control', 'no-store')
  add(@Caller() caller: ApiCaller, @Body() wanted: AddStaff): Promise<IssuedBadge> {
    return this.desk.add(caller, wanted);
  }

  @Get()
  @Roles('lead')
  async list(): Promise<{ staff: ListedStaff[] }> {
    return { staff: await this.desk.list() };
  }

  /** The end of a shift: everybody of the warehouse but the caller. */
  @Post('sign-out')
  @HttpCode(200)
  @Roles('lead')
  signOutAll(@Caller() caller: ApiCaller): Promise<{ signedOut: number }> {
    return this.desk.signOut(caller);
  }

  @Post(':staffId/sign-out')
  @HttpCode(200)
  @Roles('lead')
  signOut(@Caller() caller: ApiCaller, @StaffId() staffId: string): Promise<{ signedOut: number }> {
    return this.desk.signOut(caller, staffId);
  }

  @Post(':staffId/badge')
  @Header('cache-control', 'no-store')
  renewBadge(@Caller() caller: ApiCaller, @StaffId() staffId: string): Promise<IssuedBadge> {
    return this.desk.renewBadge(caller, staffId);
  }

  @Put(':staffId/pin')
  @HttpCode(204)
  setPin(@Caller() caller: ApiCaller, @StaffId() staffId: string, @Body() { pin }: SetPin): Promise<void> {
    return this.desk.setPin(caller, staffId, pin);
  }

  @Delete(':staffId/pin')
  @HttpCode(204)
  removePin(@Caller() caller: ApiCaller, @StaffId() staffId: string): Promise<void> {
    return this.desk.removePin(caller, staffId);
  }

  @Post(':staffId/block')
  @HttpCode(204)
  block(@Caller() caller: ApiCaller, @StaffId() staffId: string): Promise<void> {
    return this.desk.block(caller, staffId, true);
  }

  @Post(':staffId/unblock')
  @HttpCode(204)
  unblock(@Caller() caller: ApiCaller, @StaffId() staffId: string): Promise<void> {
    return this.desk.block(caller, staffId, false);
  }
}
