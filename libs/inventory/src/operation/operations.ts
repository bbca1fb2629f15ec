import {
  type ApiCaller,
  Clock,
  type OperationNamedIn,
  operationReused,
  requestHash,
  type Transaction,
} from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { Operation } from './operation.entity.js';

/** What a caller asks for, under an id of the caller's own choosing. */
export interface AskedOperation {
  readonly caller: ApiCaller;
  readonly opId: string;
  readonly namedIn?: OperationNamedIn;
  /** The use case, e.g. `receive-stock`; one opId names one action only. */
  readonly kind: string;
  readonly body: object;
}

/** Carries each operation out once: a scanner that heard no answer asks again and gets the answer of the first time. */
@Injectable()
export class Operations {
  constructor(private readonly clock: Clock) {}

  /** A refused operation leaves no trace, so the same opId may be tried again after the cause is mended. */
  async once<Answer extends object>(
    tx: Transaction,
    asked: AskedOperation,
    carryOut: () => Promise<Answer>,
  ): Promise<Answer> {
    const key = { keyId: asked.caller.keyId, opId: asked.opId };
    const bodyHash = requestHash(asked.kind, asked.body);
    if (!(await this.begin(tx, { ...key, bodyHash }))) return this.repeat<Answer>(tx, asked, bodyHash);
    const answer = await carryOut();
    await tx.manager.update(Operation, key, { answer });
    return answer;
  }

  /** The primary key makes a second copy wait here until the first has committed. */
  private async begin(
    tx: Transaction,
    operation: Pick<Operation, 'keyId' | 'opId' | 'bodyHash'>,
  ): Promise<boolean> {
    const rows = await tx.query(BEGIN, [
      operation.keyId,
      operation.opId,
      operation.bodyHash,
      this.clock.now(),
    ]);
    return rows.length === 1;
  }

  private async repeat<Answer extends object>(
    tx: Transaction,
    { caller: { keyId }, opId, namedIn = 'opId' }: AskedOperation,
    bodyHash: string,
  ): Promise<Answer> {
    const done = await tx.manager.findOneByOrFail(Operation, { keyId, opId });
    if (done.bodyHash !== bodyHash) throw operationReused(namedIn, opId);
    return done.answer as Answer;
  }
}

const BEGIN = `
  INSERT INTO operation (key_id, op_id, body_hash, at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (key_id, op_id) DO NOTHING
  RETURNING op_id`;
