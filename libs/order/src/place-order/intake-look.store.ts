import type { SetPart } from '@okuru/contracts';
import { prepared, type ReadTransaction } from '@okuru/platform';
import type { StoredRefusal } from '../request/stored-refusal.js';
import type { KnownSet, KnownSets } from './explode-sets.js';
import type { Accepted, IntakeRequest } from './intake-request.js';

/** The operation column of the idempotency table for this use case. */
export const PLACE_ORDER = 'place-order';

export interface KnownOutcome {
  readonly bodyHash: string;
  readonly outcome: { readonly accepted: Accepted } | { readonly refusal: StoredRefusal };
}

export const scopeOf = ({ keyId, idempotencyKey }: Pick<IntakeRequest, 'keyId' | 'idempotencyKey'>): string =>
  `${keyId} ${idempotencyKey}`;

interface KnownRow {
  key_id: string;
  idempotency_key: string;
  body_hash: string;
  outcome: { status: string } | { refusal: StoredRefusal };
  order_id: string;
  reference: string;
  channel: string;
  total: number;
}

/** What was answered to keys before, by scope. */
export const knownOutcomes = async (
  tx: Pick<ReadTransaction, 'query'>,
  requests: readonly IntakeRequest[],
): Promise<Map<string, KnownOutcome>> => {
  const rows = await tx.query<KnownRow>(
    `SELECT i.key_id, i.idempotency_key, i.body_hash, i.outcome, o.order_id, o.reference, o.channel, o.total
     FROM unnest($1::text[], $2::text[]) AS asked (key_id, idempotency_key)
     JOIN idempotency i ON i.key_id = asked.key_id AND i.operation = $3 AND i.idempotency_key = asked.idempotency_key
     LEFT JOIN orders o ON o.order_id = i.order_id`,
    [requests.map(({ keyId }) => keyId), requests.map(({ idempotencyKey }) => idempotencyKey), PLACE_ORDER],
  );
  return new Map(
    rows.map((row) => [
      scopeOf({ keyId: row.key_id, idempotencyKey: row.idempotency_key }),
      { bodyHash: row.body_hash, outcome: outcomeOf(row) },
    ]),
  );
};

const outcomeOf = ({ outcome, order_id, reference, channel, total }: KnownRow): KnownOutcome['outcome'] =>
  'refusal' in outcome
    ? outcome
    : { accepted: { orderId: order_id, reference, channel, status: outcome.status, total } };

/** What the shop has of the skus that orders name. */
export interface KnownGoods {
  readonly skus: ReadonlySet<string>;
  /** Those of them that are sets. */
  readonly sets: KnownSets;
}

interface SetRow {
  readonly sku: string;
  readonly as_set: Pick<KnownSet, 'names'> & { readonly parts: readonly SetPart[] };
}

/** Which of the skus the shop has. One question more where some of them are sets, however many. */
export const knownGoods = async (
  tx: Pick<ReadTransaction, 'query'>,
  skus: readonly string[],
): Promise<KnownGoods> => {
  const rows = await tx.query<{ sku: string; as_set: SetRow['as_set'] | null }>(
    'SELECT sku, as_set FROM item_replica WHERE sku = ANY($1::text[])',
    [skus],
  );
  const sets = rows.filter((row): row is SetRow => row.as_set !== null);
  return {
    skus: new Set(rows.map(({ sku }) => sku)),
    sets: sets.length === 0 ? NO_SETS : await weighed(tx, sets),
  };
};

const NO_SETS: KnownSets = new Map();

const weighed = async (tx: Pick<ReadTransaction, 'query'>, sets: readonly SetRow[]): Promise<KnownSets> => {
  const skus = new Set(sets.flatMap(({ as_set }) => as_set.parts.map(({ sku }) => sku)));
  const rows = await tx.query<{ sku: string; value_yen: number | null }>(
    'SELECT sku, value_yen FROM item_replica WHERE sku = ANY($1::text[])',
    [[...skus]],
  );
  const values = new Map(rows.map(({ sku, value_yen }) => [sku, value_yen]));
  return new Map(
    sets.map(({ sku, as_set: { names, parts } }) => [
      sku,
      {
        names,
        parts: parts.map((part) => ({ ...part, valueYen: values.get(part.sku) ?? null })),
        unheard: parts.map((part) => part.sku).filter((part) => !values.has(part)),
      },
    ]),
  );
};

/** As char(64) is how the index has them: compared as text, every order that was ever shipped would be read. */
const BUYERS_SERVED = prepared(`
  SELECT DISTINCT buyer_id FROM orders
  WHERE buyer_id = ANY($1::bpchar[]) AND stage IN ('partly-shipped', 'shipped', 'delivered')`);

/** Which of the buyers were sent something before. */
export const buyersServed = async (
  tx: Pick<ReadTransaction, 'query'>,
  buyerIds: readonly string[],
): Promise<Set<string>> => {
  if (buyerIds.length === 0) return new Set();
  const rows = await tx.query<{ buyer_id: string }>(BUYERS_SERVED, [buyerIds]);
  return new Set(rows.map(({ buyer_id }) => buyer_id));
};

export const isReferenceTaken = async (
  tx: Pick<ReadTransaction, 'query'>,
  channel: string,
  reference: string,
): Promise<boolean> => {
  const rows = await tx.query('SELECT FROM orders WHERE channel = $1 AND reference = $2', [
    channel,
    reference,
  ]);
  return rows.length > 0;
};
