import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as after } from 'node:timers/promises';
import type { Config } from '../../config/config.js';
import { Refusal } from '../../http/refusal.js';
import { logger } from '../../telemetry/logger.js';
import type { ApiCaller, StaffRole } from '../access.js';
import { VerifiedCallers } from '../verified-callers.js';
import { hashOfBadge } from './badge.js';
import { GrowingWaits } from './growing-waits.js';
import { isPin, NOBODYS_PIN } from './pin.js';
import { SessionCookie } from './session-cookie.js';
import { hashOfSessionToken, newSession } from './session-token.js';
import { type Holder, keyIdOf, type Session, type Staff, type StaffStore } from './staff.store.js';

const TOUCH_EVERY_MS = 30_000;
/** A refusal never comes sooner, so that its time tells no more than its words. */
const REFUSED_AFTER_MS = 700;
/** Each may cost 32 MiB for its PIN, and strangers may ask. */
const SIGN_INS_IN_HAND_MAX = 4;
const COME_AGAIN_SECONDS = 1;
const SECONDS_PER_HOUR = 3_600;

export interface SignIn {
  readonly badge: string;
  readonly pin?: string | undefined;
  /** The browser's own name for the device, made once. */
  readonly device: string;
}

export interface SignedIn extends Staff {
  readonly expiresAt: Date;
  /** As the answer sets it. */
  readonly setCookie: string;
}

type SessionConfig = Pick<Config, 'masterKey' | 'production' | 'sessionIdleMinutes' | 'shiftHours'>;

const log = logger('sessions');

/** Staff signed in on a device: begins, verifies and ends sessions. */
@Injectable()
export class Sessions implements OnApplicationShutdown {
  readonly cookie: SessionCookie;
  private readonly verified: VerifiedCallers;
  private readonly devices = new GrowingWaits();
  private readonly used = new Map<string, Buffer>();
  private readonly toucher: NodeJS.Timeout;
  private signInsInHand = 0;

  constructor(
    private readonly store: StaffStore,
    private readonly config: SessionConfig,
  ) {
    this.cookie = new SessionCookie(config);
    this.verified = new VerifiedCallers((hash) => store.findLive(hash, config.sessionIdleMinutes));
    this.toucher = setInterval(() => void this.writeLastSeen(), TOUCH_EVERY_MS).unref();
  }

  /** Refuses a badge that nobody has, that was renewed or blocked, and a wrong PIN with one answer, and after a while. */
  async signIn(asked: SignIn): Promise<SignedIn> {
    if (this.signInsInHand >= SIGN_INS_IN_HAND_MAX)
      throw Refusal.unavailable('Too many sign in at this moment.', COME_AGAIN_SECONDS);
    this.signInsInHand += 1;
    try {
      return await this.admit(asked);
    } finally {
      this.signInsInHand -= 1;
    }
  }

  /** Null for what is no token, unknown, expired, ended or left idle; an end is honoured within 5 seconds. */
  async verify(token: string): Promise<ApiCaller | null> {
    const hash = hashOfSessionToken(token);
    const caller = hash ? await this.verified.find(hash) : null;
    if (hash && caller) this.used.set(hash.toString('base64'), hash);
    return caller;
  }

  async show(token: string): Promise<Session | undefined> {
    const hash = hashOfSessionToken(token);
    return hash && this.store.showSession(hash);
  }

  async end(token: string): Promise<void> {
    const hash = hashOfSessionToken(token);
    const staffId = hash && (await this.store.endSession(hash));
    if (!staffId) return;
    this.forget(staffId);
    log.info({ staffId }, 'signed out');
  }

  /** Ends the sessions of one person, or at the end of a shift of everybody, among these roles. */
  async endAll(
    roles: readonly StaffRole[],
    whose: { readonly of?: string; readonly but?: string },
  ): Promise<number> {
    const ended = await this.store.endSessions(roles, whose);
    for (const staffId of ended) this.forget(staffId);
    return ended.length;
  }

  /** This process asks the database again; the others do so within seconds. */
  forget(staffId: string): void {
    this.verified.forget(keyIdOf(staffId));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  async close(): Promise<void> {
    clearInterval(this.toucher);
    await this.writeLastSeen();
    await this.store.close();
  }

  private async admit({ badge, pin, device }: SignIn): Promise<SignedIn> {
    const refusedAt = performance.now() + REFUSED_AFTER_MS;
    const deviceMs = this.devices.msLeft(device);
    if (deviceMs > 0) throw waits(deviceMs);
    const badgeHash = hashOfBadge(badge);
    const found = badgeHash && (await this.store.byBadge(badgeHash));
    const fits = await this.pinFits(found, pin);
    const signedIn = found && fits ? await this.begin(found) : null;
    if (signedIn) {
      this.devices.succeeded(device);
      return signedIn;
    }
    this.devices.failed(device);
    log.warn({ staffId: found?.staffId ?? null }, 'a sign-in was refused');
    await after(Math.max(0, refusedAt - performance.now()));
    throw refused();
  }

  /** Whoever typed a PIN is made to wait for one to be tried, also where there is none. */
  private async pinFits(found: Holder | undefined, pin: string | undefined): Promise<boolean> {
    if (found?.pin && pin === undefined) throw pinNeeded();
    if (pin === undefined) return found !== undefined;
    if (!found?.pin) {
      await isPin(pin, NOBODYS_PIN, this.config.masterKey);
      return found !== undefined;
    }
    const { staffId } = found;
    const msLeft = await this.store.chargePinAttempt(staffId);
    if (msLeft > 0) throw waits(msLeft);
    if (!(await isPin(pin, found.pin, this.config.masterKey))) return false;
    await this.store.clearPinAttempts(staffId);
    return true;
  }

  private async begin(holder: Holder): Promise<SignedIn | null> {
    const { shiftHours } = this.config;
    const { staffId, name, role } = holder;
    const { token, hash } = newSession();
    const expiresAt = await this.store.startSession(holder, hash, shiftHours);
    if (!expiresAt) return null;
    log.info({ staffId, role }, 'signed in');
    const setCookie = this.cookie.setting(token, shiftHours * SECONDS_PER_HOUR);
    return { staffId, name, role, expiresAt, setCookie };
  }

  /** One statement per while for all; who is killed in between makes sessions idle that much longer. */
  private async writeLastSeen(): Promise<void> {
    const hashes = [...this.used.values()];
    this.used.clear();
    if (hashes.length === 0) return;
    await this.store
      .touch(hashes)
      .catch((fault: unknown) => log.warn({ fault }, 'last use of sessions not written'));
  }
}

const refused = (): Refusal =>
  new Refusal({ status: 401, code: 'sign-in-refused', title: 'The badge or the PIN is not right' });

/** Tells no stranger anything: whoever hears it holds a badge that opens. */
const pinNeeded = (): Refusal =>
  new Refusal({ status: 401, code: 'pin-needed', title: 'This badge needs its PIN as well' });

const waits = (ms: number): Refusal =>
  new Refusal({
    status: 429,
    code: 'sign-in-waits',
    title: 'Too many wrong tries',
    detail: 'Wait before the next one.',
    headers: { 'retry-after': String(Math.ceil(ms / 1_000)) },
  });
