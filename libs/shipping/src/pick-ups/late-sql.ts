/** Pieces of SQL that say which open parcels are late; the pick-ups of the services come in as one JSON array. */

/** `$1`: the pick-ups, `$2`: the shop's zone. A pick-up is over from the minute after its cut-off, or when its day is. */
export const PICK_UPS = `
  SELECT carrier, service, "lastDay" AS last_day, "nextDay" AS next_day,
    ("lastDay"::timestamp + coalesce("cutOff"::interval + interval '1 minute', interval '1 day')) AT TIME ZONE $2 AS last_over,
    ("nextDay"::timestamp + coalesce("cutOff"::interval, interval '1 day')) AT TIME ZONE $2 AS next_ends
  FROM jsonb_to_recordset($1::jsonb) AS given (carrier text, service text, "cutOff" text, "lastDay" date, "nextDay" date)`;

/** Of parcel `p` and its pick-up `u`: it was there in time for a pick-up that is over, and was not moved to a later one. */
export const IS_LATE = `coalesce(p.planned_at < u.last_over AND (p.moved_to IS NULL OR p.moved_to <= u.last_day), false)`;

/** It waits for units in the place of missing ones, and so leaves with no pick-up at all. */
export const AWAITS_UNITS = `
  EXISTS (SELECT FROM parcel_line l WHERE l.parcel_id = p.parcel_id AND l.awaited_since IS NOT NULL AND l.missing > 0)`;
