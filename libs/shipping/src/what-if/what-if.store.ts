import { Injectable } from '@nestjs/common';
import type { ReadTransaction, Transaction } from '@okuru/platform';
import type { ChoiceTables } from '../choose-packaging/choice-tables.js';
import { NO_FIGURES, type WhatIfFigures } from './figures.js';

/** First and last day of parcels that left, ISO dates in the shop's zone. */
export interface WhatIfPeriod {
  readonly from: string;
  readonly to: string;
}

export type WhatIfState = 'waiting' | 'running' | 'done' | 'failed';

/** A question and how far its answer is. */
export interface WhatIf extends WhatIfPeriod {
  readonly whatIfId: string;
  readonly state: WhatIfState;
  /** What was asked, as it was asked. */
  readonly asked: object;
  /** Questions of the period when it was asked; a parcel that leaves or is voided meanwhile may make it one more or less. */
  readonly total: number;
  readonly figures: WhatIfFigures;
  readonly askedAt: string;
  readonly finishedAt: string | null;
}

/** What a run needs beside: the tables of the moment it was asked, and where it stopped. */
export interface WhatIfRun extends WhatIf {
  readonly now: ChoiceTables;
  readonly then: ChoiceTables;
  readonly after: string | null;
}

const SHOWN = `
  what_if_id AS "whatIfId", state, from_day::text AS "from", to_day::text AS "to", asked, total, figures,
  asked_at AS "askedAt", finished_at AS "finishedAt"`;
const ASK = `
  INSERT INTO what_if (what_if_id, state, from_day, to_day, asked, now_tables, then_tables, total, figures, asked_at)
  VALUES ($1, 'waiting', $2, $3, $4::jsonb, $5::jsonb, $6::jsonb, $7, $8::jsonb, $9)`;
const FIND = `SELECT ${SHOWN} FROM what_if WHERE what_if_id = $1`;
const LIST = `SELECT ${SHOWN} FROM what_if ORDER BY asked_at DESC, what_if_id LIMIT $1`;
// A try that ended without a word counts too, or a question that kills its process would come for ever.
const BEGIN = `
  UPDATE what_if SET tries = tries + 1, state = CASE WHEN tries >= $2 THEN 'failed' ELSE 'running' END,
    finished_at = CASE WHEN tries >= $2 THEN now() END
  WHERE what_if_id = $1 AND state IN ('waiting', 'running')
  RETURNING ${SHOWN}, now_tables AS "now", then_tables AS "then", after_parcel AS "after"`;
const SAVE = `
  UPDATE what_if SET figures = $2::jsonb, after_parcel = $3, tries = 0
  WHERE what_if_id = $1 AND state = 'running' AND after_parcel IS NOT DISTINCT FROM $4 RETURNING what_if_id`;
const FINISH = `
  UPDATE what_if SET state = 'done', finished_at = $2 WHERE what_if_id = $1 AND state = 'running'
    AND after_parcel IS NOT DISTINCT FROM $3`;

/** Questions, and their answers as far as they go. */
@Injectable()
export class WhatIfStore {
  async ask(
    tx: Transaction,
    question: WhatIfPeriod & Pick<WhatIfRun, 'whatIfId' | 'asked' | 'now' | 'then' | 'total'>,
    at: Date,
  ): Promise<void> {
    const { whatIfId, from, to, asked, now, then, total } = question;
    await tx.query(ASK, [
      ...[whatIfId, from, to, JSON.stringify(asked), JSON.stringify(now), JSON.stringify(then), total],
      ...[JSON.stringify(NO_FIGURES), at.toISOString()],
    ]);
  }

  async find(tx: ReadTransaction, whatIfId: string): Promise<WhatIf | undefined> {
    const [row] = await tx.query<WhatIf>(FIND, [whatIfId]);
    return row;
  }

  /** Newest first. */
  list(tx: ReadTransaction, limit: number): Promise<WhatIf[]> {
    return tx.query<WhatIf>(LIST, [limit]);
  }

  async unfinished(tx: ReadTransaction): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT what_if_id AS id FROM what_if WHERE state IN ('waiting', 'running') ORDER BY asked_at, what_if_id`,
    );
    return rows.map(({ id }) => id);
  }

  /** undefined: somebody finished it. One whose runs end again and again without an answer is given up. */
  async begin(tx: Transaction, whatIfId: string, triesMax: number): Promise<WhatIfRun | undefined> {
    const [run] = await tx.query<WhatIfRun>(BEGIN, [whatIfId, triesMax]);
    return run;
  }

  /** Adds a batch; false when another process has gone on from the same place. */
  async save(
    tx: Transaction,
    { whatIfId, after: before }: WhatIfRun,
    figures: WhatIfFigures,
    after: string,
  ): Promise<boolean> {
    const rows = await tx.query(SAVE, [whatIfId, JSON.stringify(figures), after, before]);
    return rows.length === 1;
  }

  async finish(tx: Transaction, { whatIfId, after }: WhatIfRun, at: Date): Promise<void> {
    await tx.query(FINISH, [whatIfId, at.toISOString(), after]);
  }
}
