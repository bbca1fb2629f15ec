import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config, type ReadTransaction } from '@okuru/platform';
import { isHere } from '../parcel/status-sql.js';
import { AWAITS_UNITS, IS_LATE, PICK_UPS } from './late-sql.js';
import type { PickUpCounts } from './pick-up-board.js';
import type { ServicePickUps } from './pick-ups-of-services.js';

const COUNTS = `
  WITH pick_up AS (${PICK_UPS}),
  open AS (
    SELECT u.carrier, u.service, p.status, ${IS_LATE} AS late, ${AWAITS_UNITS} AS awaits,
      coalesce(p.moved_to > u.next_day, false) AS later
    FROM parcel p JOIN pick_up u USING (carrier, service) WHERE ${isHere('p')}
  ),
  counted AS (
    SELECT carrier, service,
      count(*) FILTER (WHERE status <> 'closed' AND NOT awaits AND NOT late AND NOT later)::int AS waiting,
      count(*) FILTER (WHERE status = 'closed' AND NOT late AND NOT later)::int AS closed,
      count(*) FILTER (WHERE late AND NOT awaits)::int AS late,
      count(*) FILTER (WHERE awaits)::int AS "awaitingUnits"
    FROM open GROUP BY 1, 2
  ),
  gone AS (
    SELECT p.carrier, p.service, count(*)::int AS "handedOver"
    FROM parcel p
    WHERE p.carrier IN (SELECT carrier FROM pick_up) AND p.dispatched_at >= $3::date::timestamp AT TIME ZONE $2
      AND p.dispatched_at < ($3::date + 1)::timestamp AT TIME ZONE $2
    GROUP BY 1, 2
  )
  SELECT u.carrier, u.service, u.next_ends AS "endsAt", coalesce(c.waiting, 0) AS waiting, coalesce(c.closed, 0) AS closed,
    coalesce(c.late, 0) AS late, coalesce(c."awaitingUnits", 0) AS "awaitingUnits",
    coalesce(g."handedOver", 0) AS "handedOver"
  FROM pick_up u LEFT JOIN counted c USING (carrier, service) LEFT JOIN gone g USING (carrier, service)`;
const UNDECIDED = `
  SELECT count(*)::int AS undecided FROM parcel p
  WHERE status IN ('planned', 'packing') AND ${isHere('p')} AND carrier IS NULL`;

/** How many parcels each service still has to take, and has taken today. */
@Injectable()
export class PickUpCountsTable {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  count(tx: ReadTransaction, pickUps: readonly ServicePickUps[], today: string): Promise<PickUpCounts[]> {
    return tx.query<PickUpCounts>(COUNTS, [JSON.stringify(pickUps), this.config.timeZone, today]);
  }

  /** Parcels whose package a person picks, and with it the carrier. */
  async undecided(tx: ReadTransaction): Promise<number> {
    const [row] = await tx.query<{ undecided: number }>(UNDECIDED);
    return row?.undecided ?? 0;
  }
}
