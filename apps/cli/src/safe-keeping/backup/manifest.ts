import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { STORE_NAMES } from '../stores/store.js';

export const FORMAT_VERSION = 1;
export const MANIFEST = 'manifest.json';
/** Lies in a folder for as long as the backup in it is not whole. */
export const INCOMPLETE = 'INCOMPLETE';

const KeptTable = z.object({
  table: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.int().min(0),
  /** Relative to the backup's folder. */
  file: z.string().regex(/^[a-z-]+\/[a-z0-9_]+\.copy\.gz$/),
  bytes: z.int().min(0),
  sha256: z.string().length(64),
});

const KeptStore = z.object({
  name: z.enum(STORE_NAMES),
  schema: z.string().regex(/^okuru_[a-z_]+$/),
  /** When its snapshot was taken, by its database's clock. */
  at: z.iso.datetime(),
  /** Applied to the schema, oldest first; empty for parts that have none. */
  migrations: z.array(z.string()),
  tables: z.array(KeptTable),
  sequences: z.array(z.object({ sequence: z.string(), lastValue: z.string().regex(/^-?\d+$/) })),
});

const Contents = z.object({
  format: z.literal(FORMAT_VERSION),
  /** Of Okuru. */
  version: z.string(),
  askedAt: z.iso.datetime(),
  /** From asking until the cut, and how long the relays paused for it. */
  waitedMs: z.number(),
  heldMs: z.number(),
  /** Tells whether a deployment has the master key that opens the key ring. */
  masterKey: z.string(),
  eventLog: z.enum(['postgres', 'kafka', 'memory']),
  stores: z.array(KeptStore).min(1),
});

export type KeptTable = z.output<typeof KeptTable>;
export type KeptStore = z.output<typeof KeptStore>;
/** Everything a backup says of itself. */
export type Contents = z.output<typeof Contents>;

/** Written beside and renamed: a manifest that is there is whole, and so is the backup. */
export const writeManifest = async (folder: string, contents: Contents): Promise<void> => {
  const beside = join(folder, `${MANIFEST}.partial`);
  const file = await open(beside, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ ...contents, checksum: checksumOf(contents) }, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, join(folder, MANIFEST));
};

/** Throws, naming the file and what to do, when the folder is no whole backup that this version can read. */
export const readManifest = async (folder: string): Promise<Contents> => {
  const path = join(folder, MANIFEST);
  const refuse = (why: string, mend: string): never => {
    throw new Error(`${path} ${why}: ${mend}.`);
  };
  if (await isThere(join(folder, INCOMPLETE)))
    return refuse('is not there or not to be trusted', 'the backup was cut short; take another backup');
  const text = await readFile(path, 'utf8').catch(() =>
    refuse('cannot be read', 'name the folder of a backup that came to its end'),
  );
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return refuse('is damaged', 'take another backup');
  }
  const { checksum, ...rest } = (typeof found === 'object' && found !== null ? found : {}) as Record<
    string,
    unknown
  >;
  if (rest.format !== FORMAT_VERSION)
    return refuse(
      `is of format ${String(rest.format)}, this Okuru reads ${FORMAT_VERSION}`,
      'use the version of Okuru that wrote it',
    );
  if (checksum !== checksumOf(rest)) return refuse('is damaged', 'take another backup');
  const read = Contents.safeParse(rest);
  if (!read.success)
    return refuse(`does not say ${read.error.issues[0]?.path.join('.')}`, 'take another backup');
  return read.data;
};

/** Throws with the name of the first file that is missing, of another size, or not the one that was written. */
export const verifyFiles = async (
  folder: string,
  stores: readonly KeptStore[],
  onChecked: () => void,
  signal?: AbortSignal,
): Promise<void> => {
  for (const { tables } of stores) {
    for (const { file, bytes, sha256 } of tables) {
      signal?.throwIfAborted();
      const path = join(folder, file);
      const size = await stat(path).then(
        (found) => found.size,
        () => undefined,
      );
      if (size === undefined)
        throw new Error(`${path} is missing: the backup is not whole; take another one.`);
      if (size !== bytes || (await sha256Of(path)) !== sha256)
        throw new Error(`${path} is damaged: it is not what was written; take another backup.`);
      onChecked();
    }
  }
};

const checksumOf = (contents: object): string =>
  createHash('sha256').update(JSON.stringify(contents)).digest('hex');

const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  // bound: the end of the file
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
};

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
