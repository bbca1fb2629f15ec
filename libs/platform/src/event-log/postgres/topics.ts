import { PartitionCountMismatchError } from '../event-log.errors.js';
import { quotedSchema } from './schema-name.js';
import type { LogPool } from './sql-client.js';

/** The topics of one schema. */
export class Topics {
  private readonly create: string;
  private readonly find: string;

  constructor(
    private readonly pool: LogPool,
    schema: string,
  ) {
    const name = quotedSchema(schema);
    this.create = `
      WITH created AS (
        INSERT INTO ${name}.topic (name, partitions) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING name
      ), heads AS (
        INSERT INTO ${name}.partition_head (topic, partition)
        SELECT created.name, partition FROM created, generate_series(0, $2 - 1) AS partition
        RETURNING topic, partition
      )
      INSERT INTO ${name}.partition_floor (topic, partition) SELECT topic, partition FROM heads
    `;
    this.find = `SELECT partitions FROM ${name}.topic WHERE name = $1`;
  }

  async ensure(topic: string, partitions: number): Promise<void> {
    await this.pool.query(this.create, [topic, partitions]);
    const { rows } = await this.pool.query<{ partitions: number }>(this.find, [topic]);
    const found = rows[0]?.partitions ?? 0;
    if (found !== partitions) throw new PartitionCountMismatchError(topic, partitions, found);
  }
}
