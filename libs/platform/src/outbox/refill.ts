import type { ClientBase } from 'pg';

const LOCK = 'LOCK TABLE outbox IN SHARE ROW EXCLUSIVE MODE';

const GATHER = 'CREATE TEMPORARY TABLE to_be_sent (event_id uuid PRIMARY KEY) ON COMMIT DROP';

const ADD = 'INSERT INTO to_be_sent SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING';

/** Everything anew, so that an older fact of a key never stands behind a younger one. */
const REFILL = `
  WITH emptied AS (
    DELETE FROM outbox RETURNING event_id
  )
  INSERT INTO outbox (event_id, topic)
  SELECT event.id, $1 FROM event
  WHERE id IN (SELECT event_id FROM emptied UNION SELECT event_id FROM to_be_sent)
  ORDER BY key COLLATE "C", aggregate_version`;

/** Puts facts of the archive into the outbox again, within a transaction of the client whose search path is the service's. */
export class OutboxRefill {
  private constructor(private readonly client: ClientBase) {}

  /** From now on until the transaction ends nobody states anything. */
  static async begin(client: ClientBase): Promise<OutboxRefill> {
    await client.query(LOCK);
    await client.query(GATHER);
    return new OutboxRefill(client);
  }

  async add(eventIds: readonly string[]): Promise<void> {
    await this.client.query(ADD, [eventIds]);
  }

  /** Answers how many facts wait to be sent: those added and those that waited before, in order per key. */
  async fill(topic: string): Promise<number> {
    const { rowCount } = await this.client.query(REFILL, [topic]);
    return rowCount ?? 0;
  }
}
