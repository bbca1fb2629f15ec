import type { World } from '../world/world.js';
import { STREAMS } from '../../demo/quiet.js';

/** An event heard in a later transaction than one of its key that was stated after it; commit order is PostgreSQL's own word. */
const REGRESSIONS = STREAMS.map(
  ({ emitter, consumer }) => `
  select '${emitter} to ${consumer}' as place, key, aggregate_version::int as version from (
    select e.key, e.aggregate_version, pg_xact_commit_timestamp(i.xmin) as heard,
      max(pg_xact_commit_timestamp(i.xmin)) over (partition by e.key order by e.aggregate_version rows between unbounded preceding and 1 preceding) as before
    from okuru_${emitter}.event e join okuru_${consumer}.inbox i on i.event_id = e.id) each
  where heard < before`,
).join(' union all ');

/** Breaches of the order of one key, in words. Events set aside and redriven keep their first place in the inbox. */
export const orderRegressions = async ({ database, tap }: World): Promise<readonly string[]> => {
  const rows = await database.ask<{ place: string; key: string; version: number }>(REGRESSIONS);
  return [
    ...rows.map(({ place, key, version }) => `${place}: ${key} version ${version} was heard too late`),
    ...tap.regressions.map((text) => `in the log, ${text}`),
  ];
};
