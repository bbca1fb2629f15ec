#!/usr/bin/env bash
# Runs a command against a throw-away PostgreSQL 15 of its own (Debian's binaries), as OKURU_TEST_DATABASE_URL.
set -euo pipefail
bin=/usr/lib/postgresql/15/bin
[ -x "$bin/initdb" ] || { echo "PostgreSQL 15 is not here: install Debian's postgresql-15" >&2; exit 1; }
dir=$(mktemp -d "${TMPDIR:-/tmp}/okuru-pg-XXXXXX")
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
as_owner() { if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
password=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')
printf '%s' "$password" >"$dir/password"
[ "$(id -u)" -ne 0 ] || chown -R postgres "$dir"
cd "$dir"
as_owner "$bin/initdb" -D "$dir/data" -U okuru -A scram-sha-256 --pwfile="$dir/password" -E UTF8 --no-locale >/dev/null
as_owner "$bin/pg_ctl" -D "$dir/data" -w -s -l "$dir/log" -o "-p $port -k '' -h 127.0.0.1 -c max_connections=200 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=4GB" start
trap '(cd "$dir" && as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -s stop) || true; rm -rf "$dir"' EXIT
cd "$OLDPWD"
"$bin/psql" -V
OKURU_TEST_DATABASE_URL="postgres://okuru:$password@127.0.0.1:$port/postgres" "$@"
