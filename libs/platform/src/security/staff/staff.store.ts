import { AccessDatabase } from '../access-database.js';
import type { StaffRole } from '../access.js';
import type { LiveCaller } from '../verified-callers.js';
import { waitMsAfter } from './growing-waits.js';
import type { StoredPin } from './pin.js';

/** Somebody may leave a tablet signed in here and there; the oldest session makes room. */
const SESSIONS_EACH_MAX = 8;

export interface Staff {
  readonly staffId: string;
  readonly name: string;
  readonly role: StaffRole;
}

export interface ListedStaff extends Staff {
  readonly hasPin: boolean;
  /** Devices where this person is signed in. */
  readonly sessions: number;
  readonly createdAt: Date;
  readonly blockedAt: Date | null;
}

/** Whoever holds a badge, and what else it needs. */
export interface Holder extends Staff {
  readonly badgeHash: Buffer;
  readonly pin: StoredPin | null;
}

export interface Session extends Staff {
  readonly startedAt: Date;
  readonly expiresAt: Date;
}

const LIVE = 'session.expires_at > now() and session.seen_at + make_interval(mins => $1) > now()';
const LIST = `
  select id as "staffId", name, role, pin_hash is not null as "hasPin", created_at as "createdAt", blocked_at as "blockedAt",
         (select count(*)::int from okuru_access.staff_session session
           where session.staff_id = staff.id and ${LIVE}) as sessions
    from okuru_access.staff order by created_at, id`;
const FIND_LIVE = `
  select staff.id as "staffId", staff.name, staff.role,
         (extract(epoch from least(session.expires_at, session.seen_at + make_interval(mins => $1)) - now())
           * 1000)::float8 as "msLeft"
    from okuru_access.staff_session session join okuru_access.staff on staff.id = session.staff_id
   where session.hash = $2 and staff.blocked_at is null and ${LIVE}`;

/** Staff and sessions as rows; of badges, PINs and tokens it holds hashes only. */
export class StaffStore {
  private readonly database: AccessDatabase;

  constructor(connectionString: string) {
    this.database = new AccessDatabase(connectionString);
  }

  async add({ staffId, name, role }: Staff, badgeHash: Buffer): Promise<void> {
    await this.database.query(
      'insert into okuru_access.staff (id, name, role, badge_hash) values ($1, $2, $3, $4)',
      [staffId, name, role, badgeHash],
    );
  }

  async list(idleMinutes: number): Promise<ListedStaff[]> {
    const { rows } = await this.database.query<ListedStaff>(LIST, [idleMinutes]);
    return rows;
  }

  /** Whoever holds the badge and is not blocked. */
  async byBadge(badgeHash: Buffer): Promise<Holder | undefined> {
    const { rows } = await this.database.query<Staff & { salt: Buffer | null; hash: Buffer | null }>(
      `select id as "staffId", name, role, pin_salt as salt, pin_hash as hash
         from okuru_access.staff where badge_hash = $1 and blocked_at is null`,
      [badgeHash],
    );
    const [row] = rows;
    if (!row) return undefined;
    const { salt, hash, ...staff } = row;
    return { ...staff, badgeHash, pin: salt && hash ? { salt, hash } : null };
  }

  /** Changes what somebody comes in with, or whether at all, and ends the sessions begun before. False: nobody has this id. */
  async change(
    staffId: string,
    change:
      { readonly badgeHash: Buffer } | { readonly pin: StoredPin | null } | { readonly blocked: boolean },
  ): Promise<boolean> {
    return this.database.together(async (client) => {
      const [set, values] =
        'badgeHash' in change
          ? ['badge_hash = $2', [change.badgeHash]]
          : 'pin' in change
            ? ['pin_salt = $2, pin_hash = $3', [change.pin?.salt ?? null, change.pin?.hash ?? null]]
            : ['blocked_at = case when $2 then coalesce(blocked_at, now()) end', [change.blocked]];
      const statement = `update okuru_access.staff set ${set}, pin_failures = 0, pin_waits_until = null where id = $1`;
      const { rowCount } = await client.query(statement, [staffId, ...values]);
      await client.query('delete from okuru_access.staff_session where staff_id = $1', [staffId]);
      return rowCount === 1;
    });
  }

  /** Counts an attempt before it is made, so that many at once are as many; how long to wait instead, or 0. */
  async chargePinAttempt(staffId: string): Promise<number> {
    return this.database.together(async (client) => {
      const { rows } = await client.query<{ failures: number; msLeft: number | null }>(
        `select pin_failures as failures, (extract(epoch from pin_waits_until - now()) * 1000)::float8 as "msLeft"
           from okuru_access.staff where id = $1 for update`,
        [staffId],
      );
      const { failures = 0, msLeft = null } = rows[0] ?? {};
      if (msLeft !== null && msLeft > 0) return msLeft;
      await client.query(
        `update okuru_access.staff set pin_failures = $2, pin_waits_until = now() + make_interval(secs => $3) where id = $1`,
        [staffId, failures + 1, waitMsAfter(failures + 1) / 1_000],
      );
      return 0;
    });
  }

  async clearPinAttempts(staffId: string): Promise<void> {
    await this.database.query(
      'update okuru_access.staff set pin_failures = 0, pin_waits_until = null where id = $1',
      [staffId],
    );
  }

  /** Null when the person was blocked, or badge or PIN changed, since they were read. */
  async startSession({ staffId, badgeHash, pin }: Holder, hash: Buffer, hours: number): Promise<Date | null> {
    return this.database.together(async (client) => {
      const { rows } = await client.query<{ expiresAt: Date }>(
        `insert into okuru_access.staff_session (hash, staff_id, expires_at)
         select $3, id, now() + make_interval(hours => $4) from okuru_access.staff
          where id = $1 and badge_hash = $2 and pin_hash is not distinct from $5 and blocked_at is null for update
         returning expires_at as "expiresAt"`,
        [staffId, badgeHash, hash, hours, pin?.hash ?? null],
      );
      await client.query(
        `delete from okuru_access.staff_session where expires_at <= now() or hash in (
           select hash from okuru_access.staff_session where staff_id = $1 order by started_at desc, hash offset $2)`,
        [staffId, SESSIONS_EACH_MAX],
      );
      return rows[0]?.expiresAt ?? null;
    });
  }

  async findLive(hash: Buffer, idleMinutes: number): Promise<LiveCaller | undefined> {
    const { rows } = await this.database.query<Staff & { msLeft: number }>(FIND_LIVE, [idleMinutes, hash]);
    const [row] = rows;
    if (!row) return undefined;
    const { staffId, name, role, msLeft } = row;
    return { caller: { keyId: keyIdOf(staffId), role, channel: null, label: name }, msLeft };
  }

  async showSession(hash: Buffer): Promise<Session | undefined> {
    const { rows } = await this.database.query<Session>(
      `select staff.id as "staffId", name, role, started_at as "startedAt", expires_at as "expiresAt"
         from okuru_access.staff_session session join okuru_access.staff on staff.id = session.staff_id where session.hash = $1`,
      [hash],
    );
    return rows[0];
  }

  async endSession(hash: Buffer): Promise<string | undefined> {
    const { rows } = await this.database.query<{ staffId: string }>(
      'delete from okuru_access.staff_session where hash = $1 returning staff_id as "staffId"',
      [hash],
    );
    return rows[0]?.staffId;
  }

  /** Of one person, or of everybody, who has one of these roles; answers whose they were. */
  async endSessions(
    roles: readonly StaffRole[],
    { of, but }: { readonly of?: string; readonly but?: string },
  ): Promise<string[]> {
    const { rows } = await this.database.query<{ staffId: string }>(
      `delete from okuru_access.staff_session session using okuru_access.staff
        where staff.id = session.staff_id and staff.role = any($1)
          and ($2::uuid is null or staff.id = $2) and ($3::uuid is null or staff.id <> $3)
        returning staff.id as "staffId"`,
      [roles, of ?? null, but ?? null],
    );
    return [...new Set(rows.map(({ staffId }) => staffId))];
  }

  async exists(staffId: string, roles: readonly StaffRole[]): Promise<boolean> {
    const { rowCount } = await this.database.query(
      'select 1 from okuru_access.staff where id = $1 and role = any($2)',
      [staffId, roles],
    );
    return rowCount === 1;
  }

  async touch(hashes: readonly Buffer[]): Promise<void> {
    await this.database.query(
      'update okuru_access.staff_session set seen_at = now() where hash = any($1::bytea[])',
      [hashes],
    );
  }

  async close(): Promise<void> {
    await this.database.close();
  }
}

const KEY_ID_PREFIX = 'staff:';

/** Under which the work of a member of staff is kept, beside that of API keys. */
export const keyIdOf = (staffId: string): string => KEY_ID_PREFIX + staffId;

/** Undefined for an API key. */
export const staffIdOf = (keyId: string): string | undefined =>
  keyId.startsWith(KEY_ID_PREFIX) ? keyId.slice(KEY_ID_PREFIX.length) : undefined;
