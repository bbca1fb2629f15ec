/** The tables of the API keys; each statement may run again. Later changes are appended. */
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
];
