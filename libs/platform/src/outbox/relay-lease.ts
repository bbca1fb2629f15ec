import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';

/** Database time decides, so that clocks of machines need not agree. */
const TAKE = `
  INSERT INTO relay_lease AS lease (name, owner, until, epoch)
  VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond', 1)
  ON CONFLICT (name) DO UPDATE SET
    owner = excluded.owner,
    until = excluded.until,
    epoch = lease.epoch + CASE WHEN lease.owner = excluded.owner THEN 0 ELSE 1 END
  WHERE lease.owner = excluded.owner OR lease.until < clock_timestamp()
  RETURNING epoch`;

/** To be locked, so that nobody takes the lease over before the transaction has ended; the two are SQL. */
export const CONFIRMED = (name: string, owner: string): string =>
  `SELECT 1 AS held FROM relay_lease WHERE name = ${name} AND owner = ${owner} AND until > clock_timestamp()`;
const CONFIRM = `${CONFIRMED('$1', '$2')} FOR SHARE`;

const GIVE_BACK = `UPDATE relay_lease SET until = '-infinity' WHERE name = $1 AND owner = $2`;

const THERE = `
  INSERT INTO relay_lease (name, owner, until, epoch) VALUES ($1, $2, '-infinity', 0) ON CONFLICT DO NOTHING`;

const HOLD = 'SELECT FROM relay_lease WHERE name = $1 FOR UPDATE';

/** The lease under which a service's facts are sent. */
export const RELAY = 'relay';

/**
 * Nothing that is stated from now on is read to be sent until the client's transaction ends, in whatever way: whoever
 * sends waits at the lease's row, and whoever was reading has finished. Who holds the lease stays as it was.
 */
export const holdRelay = async (client: ClientBase): Promise<void> => {
  await client.query(THERE, [RELAY, randomUUID()]);
  await client.query(HOLD, [RELAY]);
};

/** The right of one process at a time to send a service's facts. */
export class RelayLease {
  readonly owner = randomUUID();

  constructor(
    readonly name: string,
    private readonly leaseMs: number,
  ) {}

  /** Takes the lease when it is free or ours; answers its epoch, which rises with every change of owner. */
  async take(client: ClientBase): Promise<number | undefined> {
    const { rows } = await client.query<{ epoch: string }>(TAKE, [this.name, this.owner, this.leaseMs]);
    return rows[0] && Number(rows[0].epoch);
  }

  /** True when the lease is ours until the end of the client's transaction. */
  async confirmWithin(client: ClientBase): Promise<boolean> {
    const { rowCount } = await client.query(CONFIRM, [this.name, this.owner]);
    return rowCount === 1;
  }

  async giveBack(client: ClientBase): Promise<void> {
    await client.query(GIVE_BACK, [this.name, this.owner]);
  }
}
