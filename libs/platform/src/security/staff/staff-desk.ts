import { Injectable } from '@nestjs/common';
import { newId } from '../../new-id.js';
import type { Config } from '../../config/config.js';
import { Refusal } from '../../http/refusal.js';
import { logger } from '../../telemetry/logger.js';
import { type ApiCaller, STAFF_ROLES, type StaffRole } from '../access.js';
import { newBadge } from './badge.js';
import { hashPin, isObviousPin } from './pin.js';
import { Sessions } from './sessions.js';
import { type ListedStaff, staffIdOf, StaffStore } from './staff.store.js';

/** Whose sessions a lead may end. */
const LED: readonly StaffRole[] = ['warehouse', 'lead'];

export interface IssuedBadge {
  readonly staffId: string;
  /** To be printed; shown this once, since only its hash is kept. */
  readonly badge: string;
}

const log = logger('staff');

/** Who works here and what they come in with. Every change ends the sessions begun before it. */
@Injectable()
export class StaffDesk {
  constructor(
    private readonly store: StaffStore,
    private readonly sessions: Sessions,
    private readonly config: Pick<Config, 'masterKey' | 'sessionIdleMinutes'>,
  ) {}

  async add(
    by: ApiCaller,
    wanted: { readonly name: string; readonly role: StaffRole },
  ): Promise<IssuedBadge> {
    const staffId = newId();
    const { badge, badgeHash } = newBadge();
    await this.store.add({ staffId, ...wanted }, badgeHash);
    log.info({ staffId, role: wanted.role, by: by.keyId }, 'a member of staff was added');
    return { staffId, badge };
  }

  list(): Promise<ListedStaff[]> {
    return this.store.list(this.config.sessionIdleMinutes);
  }

  async renewBadge(by: ApiCaller, staffId: string): Promise<IssuedBadge> {
    const { badge, badgeHash } = newBadge();
    await this.change(by, staffId, { badgeHash }, 'a badge was renewed');
    return { staffId, badge };
  }

  async setPin(by: ApiCaller, staffId: string, pin: string): Promise<void> {
    if (isObviousPin(pin))
      throw Refusal.invalid('pin', 'is one of the first that are tried', 'Choose digits that make no row.');
    await this.change(by, staffId, { pin: await hashPin(pin, this.config.masterKey) }, 'a PIN was set');
  }

  async removePin(by: ApiCaller, staffId: string): Promise<void> {
    await this.change(by, staffId, { pin: null }, 'a PIN was removed');
  }

  async block(by: ApiCaller, staffId: string, blocked: boolean): Promise<void> {
    await this.change(
      by,
      staffId,
      { blocked },
      blocked ? 'a member of staff was blocked' : 'a block was lifted',
    );
  }

  /** A tablet left signed in, or a shift that ends. Whoever ends the shift stays. */
  async signOut(by: ApiCaller, staffId?: string): Promise<{ signedOut: number }> {
    const roles = by.role === 'admin' ? STAFF_ROLES : LED;
    if (staffId !== undefined && !(await this.store.exists(staffId, roles))) throw nobody();
    const own = staffIdOf(by.keyId);
    const whose = staffId === undefined ? (own === undefined ? {} : { but: own }) : { of: staffId };
    const signedOut = await this.sessions.endAll(staffId === undefined ? LED : roles, whose);
    log.info({ staffId, signedOut, by: by.keyId }, 'sessions were ended');
    return { signedOut };
  }

  private async change(
    by: ApiCaller,
    staffId: string,
    change: Parameters<StaffStore['change']>[1],
    what: string,
  ): Promise<void> {
    if (!(await this.store.change(staffId, change))) throw nobody();
    this.sessions.forget(staffId);
    log.info({ staffId, by: by.keyId }, what);
  }
}

const nobody = (): Refusal => Refusal.notFound('member of staff');
