import type pg from 'pg';
import { aPool } from '../contract/a-pool.js';
import { FreezableNetwork } from '../contract/freezable-network.js';
import type { EventLogHarness } from '../contract/harness.js';
import { eventLogContract } from '../event-log.contract.js';
import { testDatabase } from '../../testing/test-database.js';
import { PostgresEventLog } from './postgres-event-log.js';

const LEASE_MS = 900;

const postgresHarness = async (): Promise<EventLogHarness> => {
  const database = await testDatabase();
  const admin = aPool(database.url, { max: 3 });
  const first = new PostgresEventLog({ database: admin });
  await first.install();
  return {
    handoverMsMax: LEASE_MS * 10,
    open: async () => {
      const network = new FreezableNetwork();
      const pool = aPool(database.url, { max: 4, stream: () => network.socket() });
      const pace = { leaseMs: LEASE_MS, backoffMsFirst: 20, backoffMsMax: 200 };
      const log = new ClosesItsPool({ database: pool, pace });
      await log.install();
      return { log, freeze: () => network.freeze(), thaw: () => network.thaw() };
    },
    recreateTopic: async (topic, partitions) => {
      await admin.query('DELETE FROM okuru_log.record WHERE topic = $1', [topic]);
      await admin.query('DELETE FROM okuru_log.topic WHERE name = $1', [topic]);
      await first.ensureTopic(topic, partitions);
    },
    loseBelow: async (topic, offset) => {
      await admin.query('DELETE FROM okuru_log.record WHERE topic = $1 AND partition = 0 AND "offset" < $2', [
        topic,
        offset,
      ]);
      await admin.query(
        'UPDATE okuru_log.partition_floor SET first_offset = $2 WHERE topic = $1 AND partition = 0',
        [topic, offset],
      );
    },
    appendOverlapping: async (topic, early, late, whileOpen) => {
      const client = await admin.connect();
      try {
        await client.query('BEGIN');
        await first.appendWithin(client, topic, [early]);
        const overtaking = first.append(topic, [late]);
        await whileOpen();
        await client.query('COMMIT');
        await overtaking;
      } finally {
        client.release();
      }
    },
    close: async () => {
      await first.close();
      await admin.end();
      await database.drop();
    },
  };
};

/** The contract closes logs; a pool from outside would stay open. */
class ClosesItsPool extends PostgresEventLog {
  private readonly given: pg.Pool;
  constructor(options: { database: pg.Pool; pace: object }) {
    super(options);
    this.given = options.database;
  }
  override async close(): Promise<void> {
    await super.close();
    if (!this.given.ended) await this.given.end();
  }
}

eventLogContract('PostgreSQL', postgresHarness);
