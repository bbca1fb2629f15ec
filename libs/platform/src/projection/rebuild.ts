import type { Envelope, EventType, ServiceName } from '@okuru/contracts';
import { backoffMs, pause, type Backoff } from '../database/backoff.js';
import { isTransient } from '../database/transient.js';
import { roundsOf } from '../listening/rounds.js';
import { Archive, emittersOfTypes } from './archive.js';
import { OwnSession } from './own-session.js';
import type { Projection, ProjectingTransaction, WovenProjection } from './projection.js';
import { Shadow, type TableChange } from './shadow.js';

/** Events applied, or keys woven anew, in one transaction. */
const BATCH_MAX = 500;
const PAGE_TRIES_MAX = 10;
const BETWEEN_TRIES: Backoff = { firstMs: 200, maxMs: 5_000 };

export interface RebuildOptions {
  readonly service: ServiceName;
  readonly projection: Projection | WovenProjection;
  /** The database of a service, as that service reaches it. */
  readonly databaseUrl: (service: ServiceName) => string;
  readonly batchMax?: number;
}

export interface Rebuilt {
  /** Events read from the archives. */
  readonly events: number;
  /** What the tables that serve differed in, and do no more. */
  readonly tables: readonly TableChange[];
}

/**
 * Makes a projection anew from the archives of those who stated its facts, beside the tables that serve, then makes
 * these equal to it. Every event that the service has heard was in an archive before, so what was made is never behind;
 * where it is ahead, hearing the same later changes nothing. It states no fact, writes no letter and asks for no job:
 * the projection's code has nothing to do so with.
 */
export const rebuild = async ({
  service,
  projection,
  databaseUrl,
  batchMax = BATCH_MAX,
}: RebuildOptions): Promise<Rebuilt> => {
  const isWoven = 'weave' in projection;
  const archives: Archive[] = [];
  try {
    for (const [emitter, types] of emittersOfTypes(
      isWoven ? projection.hears : Object.keys(projection.hears),
    ))
      archives.push(await Archive.open(emitter, databaseUrl(emitter), types));
    const own = await OwnSession.open(service, databaseUrl(service));
    try {
      return isWoven
        ? await weaveAnew(projection, own, archives, batchMax)
        : await makeAnew(projection, own, archives, batchMax);
    } finally {
      await own.close();
    }
  } finally {
    for (const archive of archives) await archive.close();
  }
};

const makeAnew = async (
  projection: Projection,
  own: OwnSession,
  archives: readonly Archive[],
  batchMax: number,
): Promise<Rebuilt> => {
  const made = await Shadow.make(own, projection);
  const apply = (events: readonly Envelope[]): Promise<void> => applyAll(projection, events, own.tx);
  let events = 0;
  const readAll = async (take: typeof apply): Promise<void> => {
    for (const archive of archives) events += await archive.read(batchMax, take);
  };
  await readAll((batch) => own.inTransaction(() => apply(batch)));
  // Once more, so that little is left for the time in which listeners wait.
  await readAll((batch) => own.inTransaction(() => apply(batch)));
  const tables = await made.swap(() => readAll(apply));
  return { events, tables };
};

const weaveAnew = async (
  { tables, lastKey, keysAfter, lock, weave }: WovenProjection,
  own: OwnSession,
  archives: readonly Archive[],
  batchMax: number,
): Promise<Rebuilt> => {
  let [events, rows, changed, after] = [0, 0, 0, ''];
  const last = await lastKey(own.tx);
  // bound: the keys up to the last; each page begins behind the one before
  while (last !== undefined && after !== last) {
    const keys = await keysAfter(own.tx, after, last, batchMax);
    const page = await again(() =>
      own.inTransaction(async () => {
        await lock(own.tx, keys);
        const stated = (await Promise.all(archives.map((archive) => archive.ofKeys(keys)))).flat();
        return { stated: stated.length, differed: await weave(own.tx, keys, stated) };
      }),
    );
    events += page.stated;
    changed += page.differed;
    rows += keys.length;
    after = keys.at(-1) ?? last;
  }
  return { events, tables: [{ table: tables[0] ?? '', rows, added: 0, changed, removed: 0 }] };
};

/** Repeats what met a listener's locks for too long; nothing of it happened. */
const again = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (fault) {
      if (!isTransient(fault) || tries >= PAGE_TRIES_MAX) throw fault;
      await pause(backoffMs(BETWEEN_TRIES, tries));
    }
  }
};

const applyAll = async (
  { hears }: Projection,
  events: readonly Envelope[],
  tx: ProjectingTransaction,
): Promise<void> => {
  for (const { type, events: round } of roundsOf(events)) {
    const apply = hears[type as EventType] as
      ((events: readonly Envelope[], tx: ProjectingTransaction) => Promise<void>) | undefined;
    await apply?.(round, tx);
  }
};
