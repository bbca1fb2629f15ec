import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedPostgres, type EmbeddedPostgres } from '@okuru/platform';
import { Client } from 'pg';
import type { TidyUp } from '../../demo/tidy-up.js';

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
