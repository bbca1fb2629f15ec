/** The tables of API keys, staff and sessions; each statement may run again. Later changes are appended. */
export const ACCESS_TABLES: readonly string[] = [
  // Asked first, because IF NOT EXISTS wants the right to create schemas even when there is nothing to do.
  `do $$ begin
    if not exists (select from pg_namespace where nspname = 'okuru_access') then create schema okuru_access; end if;
  end $$`,
  `create table if not exists okuru_access.api_key (
    id uuid primary key,
    hash bytea not null unique check (octet_length(hash) = 32),
    role text not null check (role in ('storefront', 'warehouse', 'ops', 'admin')),
    channel text,
    label text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
  )`,
  `create table if not exists okuru_access.staff (
    id uuid primary key,
    name text not null,
    role text not null check (role in ('warehouse', 'lead', 'ops', 'admin')),
    badge_hash bytea not null unique check (octet_length(badge_hash) = 32),
    pin_salt bytea,
    pin_hash bytea,
    pin_failures integer not null default 0,
    pin_waits_until timestamptz,
    created_at timestamptz not null default now(),
    blocked_at timestamptz,
    check ((pin_salt is null) = (pin_hash is null))
  )`,
  // No foreign key: backups leave sessions out, and what refers to a table keeps it from being emptied.
  `create table if not exists okuru_access.staff_session (
    hash bytea primary key check (octet_length(hash) = 32),
    staff_id uuid not null,
    started_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`,
  'create index if not exists staff_session_of_staff on okuru_access.staff_session (staff_id, started_at)',
];
