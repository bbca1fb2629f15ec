import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { embeddedPostgres, type EmbeddedPostgres } from '@okuru/platform';
import { Client } from 'pg';
import type { TidyUp } from '../../demo/tidy-up.js';

const RECOVERS_WITHIN_MS = 4_000;
const LOOK_EVERY_MS = 250;

/** A PostgreSQL of the rig's own that writes to the disk before it says yes, and may be stopped and started. */
export class RigDatabase {
  private constructor(
    private readonly dir: string,
    private server: EmbeddedPostgres,
  ) {}

  /** Straight, past every proxy. */
  get url(): string {
    return this.server.url;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  static async open(dir: string, tidy: TidyUp): Promise<RigDatabase> {
    const database = new RigDatabase(dir, await embeddedPostgres({ dir }));
    tidy.add('PostgreSQL', async () => {
      await database.server.stop();
      await rm(database.server.dataDir, { recursive: true, force: true });
    });
    // Tells the audit in which order transactions were committed.
    await database.ask('alter system set track_commit_timestamp = on');
    await database.stop();
    await database.start();
    return database;
  }

  async start(): Promise<void> {
    this.server = await embeddedPostgres({ dir: this.dir, port: this.port });
  }

  /** As an operator does: sessions are ended, a checkpoint is written. */
  async stop(): Promise<void> {
    await this.server.stop();
  }

  /** As a crash does: every process ends at once and the next start recovers from the write-ahead log. */
  async crash(): Promise<void> {
    const pid = Number((await readFile(join(this.server.dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGQUIT');
    await this.server.stop();
  }

  /** A server that gave up for want of space is started again, as a supervisor does; one that lives is left alone. */
  async startIfDown(): Promise<void> {
    const deadline = Date.now() + RECOVERS_WITHIN_MS;
    while (Date.now() < deadline) {
      if (await this.answers()) return;
      await wait(LOOK_EVERY_MS);
    }
    await this.stop();
    await this.start();
  }

  private answers(): Promise<boolean> {
    return this.ask('select 1').then(
      () => true,
      () => false,
    );
  }

  /** On a connection of its own, so that it works right after a start. */
  async ask<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(sql, [...values])).rows as Row[];
    } finally {
      await client.end();
    }
  }
}
