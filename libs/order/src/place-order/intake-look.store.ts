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

/** What a batch is judged by. */
export interface IntakeLook {
  /** What was answered to keys before, by scope. */
  readonly known: ReadonlyMap<string, KnownOutcome>;
  readonly goods: KnownGoods;
  readonly buyersServed: ReadonlySet<string>;
}

/**
 * One row, and so one question for all. The plan is kept, so keys and buyers are each looked up by their index whatever the
 * tables held when it was made: a join would read all of a table that was small that day. Outcomes are json: they stay as they
 * were written, byte by byte.
 */
const LOOK = prepared(`
  SELECT
    (SELECT json_agg(json_build_object(
       'key_id', asked.key_id, 'idempotency_key', asked.idempotency_key, 'body_hash', i.body_hash, 'outcome', i.outcome,
       'order_id', o.order_id, 'reference', o.reference, 'channel', o.channel, 'total', o.total))
     FROM unnest($1::text[], $2::text[]) AS asked (key_id, idempotency_key)
     CROSS JOIN LATERAL (
       SELECT body_hash, outcome, order_id FROM idempotency
       WHERE key_id = asked.key_id AND operation = $3 AND idempotency_key = asked.idempotency_key LIMIT 1
     ) AS i
     LEFT JOIN LATERAL (
       SELECT order_id, reference, channel, total FROM orders WHERE order_id = i.order_id LIMIT 1
     ) AS o ON true) AS known,
    (SELECT json_agg(json_build_object('sku', sku, 'as_set', as_set))
     FROM item_replica WHERE sku = ANY($4::text[])) AS goods,
    (SELECT json_agg(asked.buyer_id)
     FROM unnest($5::bpchar[]) AS asked (buyer_id)
     CROSS JOIN LATERAL (
       SELECT FROM orders
       WHERE buyer_id = asked.buyer_id AND stage IN ('partly-shipped', 'shipped', 'delivered') LIMIT 1
     ) AS served) AS served`);

interface LookRow {
  readonly known: readonly KnownRow[] | null;
  readonly goods: readonly GoodsRow[] | null;
  readonly served: readonly string[] | null;
}

/** Everything that is asked before a batch is stored. One question more where somebody ordered a set. */
export const intakeLook = async (
  tx: Pick<ReadTransaction, 'query'>,
  requests: readonly IntakeRequest[],
): Promise<IntakeLook> => {
  const skus = requests.flatMap(({ placement }) => placement.lines.map(({ sku }) => sku));
  const [row] = await tx.query<LookRow>(LOOK, [
    requests.map(({ keyId }) => keyId),
    requests.map(({ idempotencyKey }) => idempotencyKey),
    PLACE_ORDER,
    [...new Set(skus)],
    [...new Set(requests.map(({ buyerId }) => buyerId))],
  ]);
  return {
    known: new Map(
      row?.known?.map((known) => [
        scopeOf({ keyId: known.key_id, idempotencyKey: known.idempotency_key }),
        { bodyHash: known.body_hash, outcome: outcomeOf(known) },
      ]),
    ),
    goods: await goodsOf(tx, row?.goods ?? []),
    buyersServed: new Set(row?.served),
  };
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

interface GoodsRow {
  readonly sku: string;
  readonly as_set: SetRow['as_set'] | null;
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
  const rows = await tx.query<GoodsRow>('SELECT sku, as_set FROM item_replica WHERE sku = ANY($1::text[])', [
    skus,
  ]);
  return goodsOf(tx, rows);
};

const goodsOf = async (
  tx: Pick<ReadTransaction, 'query'>,
  rows: readonly GoodsRow[],
): Promise<KnownGoods> => {
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
