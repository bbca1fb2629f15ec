import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import {
  createRoles,
  DATABASE_OWNERS,
  databaseVariableOf,
  roleEnvironment,
  roleUrls,
  rolesSqlOf,
} from '@okuru/platform';

const ADMIN_VARIABLE = 'OKURU_ADMIN_DATABASE_URL';

interface RolesFlags {
  readonly adminUrl?: string;
  readonly prefix: string;
  readonly sql: boolean;
  readonly write?: string;
}

/** `okuru roles`: a role of PostgreSQL for each service, made, or printed as a script for whoever may make them. */
export const rolesCommand = (): Command =>
  new Command('roles')
    .description(
      'a PostgreSQL role for each service, the log and the platform, with rights on its own schema alone',
    )
    .option('--admin-url <url>', `who may make roles, and the shop's database; or in ${ADMIN_VARIABLE}`)
    .option('--prefix <name>', 'how the names begin, when several shops share a server', 'okuru')
    .option('--sql', 'print the script instead of running it; it holds no password', false)
    .option('--write <file>', 'write the addresses, with their passwords, to a new file only you can read')
    .action(makeRoles);

const makeRoles = async ({ adminUrl, prefix, sql, write }: RolesFlags): Promise<void> => {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(prefix))
    throw new Error('--prefix must be up to 40 small letters, digits and underscores');
  const admin = addressOf(adminUrl ?? process.env[ADMIN_VARIABLE], sql);
  const made = roleUrls(admin ?? 'postgres://localhost/postgres', prefix);
  const urls = Object.fromEntries(
    DATABASE_OWNERS.map((owner) => [owner, process.env[databaseVariableOf(owner)] || made[owner]]),
  ) as typeof made;
  const isGiven = DATABASE_OWNERS.every((owner) => urls[owner] !== made[owner]);
  if (sql && !admin && !isGiven)
    throw new Error(
      `--sql needs --admin-url or ${ADMIN_VARIABLE}, or every *_DATABASE_URL with its role and password`,
    );
  const lines = Object.entries(roleEnvironment(urls)).map(([name, url]) => `${name}=${url}\n`);
  // Before anything is made: a password that could not be kept would be lost.
  if (write) await writeFile(write, lines.join(''), { mode: 0o600, flag: 'wx' });
  if (sql) process.stdout.write(rolesSqlOf(urls));
  else if (admin) await createRoles(admin, urls);
  if (write) process.stderr.write(`The addresses are in ${write}.\n`);
  else if (!isGiven) process[sql ? 'stderr' : 'stdout'].write(`${lines.join('')}`);
};

const addressOf = (url: string | undefined, sql: boolean): string | undefined => {
  if (url === undefined || url === '') {
    if (sql) return undefined;
    throw new Error(`--admin-url or ${ADMIN_VARIABLE} is missing: who may make roles?`);
  }
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    throw new Error(`--admin-url or ${ADMIN_VARIABLE} must be a URL beginning with postgres://`);
  return url;
};
