import { type ServiceName, topicOf } from '@okuru/contracts';
import { keyHashOf } from '../event-log/murmur2.js';
import { prepared } from '../database/prepared.js';
import type { Query } from '../database/transaction.js';
import type { StatedFact } from './stated-fact.js';

/** Locking the heads makes versions dense and gives facts of one key the order in which their transactions commit. */
const RAISE_HEADS = prepared(`
  INSERT INTO event_head AS head (key, aggregate_version)
  SELECT key, facts FROM unnest($1::text[], $2::bigint[]) AS stated (key, facts) ORDER BY key COLLATE "C"
  ON CONFLICT (key) DO UPDATE SET aggregate_version = head.aggregate_version + excluded.aggregate_version
  RETURNING key, aggregate_version::int8 AS version`);

const KNOWN_IDS = 'SELECT id FROM event WHERE id = ANY ($1::uuid[])';

const LOWER_HEADS = `
  UPDATE event_head AS head SET aggregate_version = head.aggregate_version - repeated.facts
  FROM unnest($1::text[], $2::bigint[]) AS repeated (key, facts) WHERE head.key = repeated.key`;

/** Bodies travel as one JSON array: escaping them one by one into a text[] costs three times the CPU here. */
const ARCHIVE_AND_ENQUEUE = prepared(`
  WITH stated AS MATERIALIZED (
    SELECT * FROM ROWS FROM (
      unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::bigint[], $6::timestamptz[], $7::text[], $8::uuid[],
             $9::boolean[], $12::int[]),
      json_array_elements($10::json)
    ) WITH ORDINALITY
      AS stated (id, key, type, version, aggregate_version, time, traceparent, causation_id, passing, key_hash, data, nth)
  ), archived AS (
    INSERT INTO event (id, key, type, version, aggregate_version, time, traceparent, causation_id, passing, data)
    SELECT id, key, type, version, aggregate_version, time, traceparent, causation_id, passing, data::jsonb FROM stated
  )
  INSERT INTO outbox (event_id, topic, key_hash) SELECT id, $11, key_hash FROM stated ORDER BY nth`);

/** Writes facts to the archive and a reference to each to the outbox, set-based, in the transaction of the state. */
export class Outbox {
  private readonly topic: string;

  constructor(service: ServiceName) {
    this.topic = topicOf(service);
  }

  /** Answers whether anything is to be sent: a fact already stated under the same id is passed over. */
  async write(query: Query, stated: readonly StatedFact[]): Promise<boolean> {
    const facts = firstOfEachId(stated);
    if (facts.length === 0) return false;
    const heads = await this.raiseHeads(query, facts);
    const fresh = await this.withoutRepeats(query, facts, heads);
    if (fresh.length === 0) return false;
    await query(ARCHIVE_AND_ENQUEUE, [
      fresh.map(({ id }) => id),
      fresh.map(({ key }) => key),
      fresh.map(({ type }) => type),
      fresh.map(({ version }) => version),
      versionsOf(fresh, heads),
      fresh.map(({ time }) => time.toISOString()),
      fresh.map(({ traceparent }) => traceparent),
      fresh.map(({ causationId }) => causationId ?? null),
      fresh.map(({ passing }) => passing),
      `[${fresh.map(({ data }) => data).join(',')}]`,
      this.topic,
      fresh.map(({ key }) => keyHashOf(key)),
    ]);
    return true;
  }

  /** Answers the version of the last fact of each key. */
  private async raiseHeads(query: Query, facts: readonly StatedFact[]): Promise<Map<string, number>> {
    const counts = countByKey(facts);
    const rows = await query<{ key: string; version: string }>(RAISE_HEADS, [
      [...counts.keys()],
      [...counts.values()],
    ]);
    return new Map(rows.map(({ key, version }) => [key, Number(version)]));
  }

  /** Asked only now, under the locks of the heads, because another transaction may have stated the same until then. */
  private async withoutRepeats(
    query: Query,
    facts: readonly StatedFact[],
    heads: Map<string, number>,
  ): Promise<readonly StatedFact[]> {
    const mayRepeat = facts.filter((fact) => fact.mayRepeat).map(({ id }) => id);
    if (mayRepeat.length === 0) return facts;
    const known = new Set((await query<{ id: string }>(KNOWN_IDS, [mayRepeat])).map(({ id }) => id));
    if (known.size === 0) return facts;
    const repeats = countByKey(facts.filter(({ id }) => known.has(id)));
    await query(LOWER_HEADS, [[...repeats.keys()], [...repeats.values()]]);
    for (const [key, count] of repeats) heads.set(key, (heads.get(key) ?? 0) - count);
    return facts.filter(({ id }) => !known.has(id));
  }
}

const firstOfEachId = (facts: readonly StatedFact[]): readonly StatedFact[] => {
  const byId = new Map<string, StatedFact>();
  for (const fact of facts) if (!byId.has(fact.id)) byId.set(fact.id, fact);
  return byId.size === facts.length ? facts : [...byId.values()];
};

const countByKey = (facts: readonly StatedFact[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { key } of facts) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

/** Counts back from the last version of each key to the version of each fact. */
const versionsOf = (facts: readonly StatedFact[], heads: ReadonlyMap<string, number>): number[] => {
  const left = countByKey(facts);
  return facts.map(({ key }) => {
    const remaining = left.get(key) ?? 0;
    left.set(key, remaining - 1);
    return (heads.get(key) ?? 0) - remaining + 1;
  });
};
