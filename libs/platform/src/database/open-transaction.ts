import type { ClientBase, QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';
import { activeTrace, currentTrace, type Trace } from '../trace/current-trace.js';
import type { Fact } from '../outbox/fact.js';
import type { Cause, CauseOf, StatedFact } from '../outbox/stated-fact.js';
import type { Prepared } from './prepared.js';
import type { Query, Transaction } from './transaction.js';

/** A transaction between its start and its end. */
export class OpenTransaction implements Transaction {
  readonly facts: StatedFact[] = [];
  readonly actionsAfterCommit: (() => void)[] = [];
  private causeOf: CauseOf = () => this.ambient();
  private ownTrace: Trace | undefined;
  private ended = false;

  constructor(
    readonly manager: EntityManager,
    private readonly client: ClientBase,
    private readonly state: (fact: Fact, causeOf: CauseOf) => StatedFact,
  ) {}

  readonly query: Query = async <Row>(
    sql: string | Prepared,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> => {
    this.assertOpen();
    const values = [...parameters];
    const asked =
      typeof sql === 'string' ? { text: sql, values } : { name: sql.name, text: sql.text, values };
    const { rows } = await this.client.query<QueryResultRow>(asked);
    return rows as Row[];
  };

  publish(...facts: Fact[]): void {
    this.assertOpen();
    for (const fact of facts) this.facts.push(this.state(fact, this.causeOf));
  }

  afterCommit(action: () => void): void {
    this.assertOpen();
    this.actionsAfterCommit.push(action);
  }

  /** Facts published while the work runs name what caused them. */
  async causedBy<T>(
    causeOf: (...of: Parameters<CauseOf>) => Cause | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const before = this.causeOf;
    this.causeOf = (...of) => causeOf(...of) ?? this.ambient();
    try {
      return await work();
    } finally {
      this.causeOf = before;
    }
  }

  end(): void {
    this.ended = true;
  }

  /** Outside of any request or event, the facts of one transaction at least share a trace. */
  private ambient(): Cause {
    return activeTrace() ?? (this.ownTrace ??= currentTrace());
  }

  /** The connection serves somebody else by then: what arrives late must not land in their transaction. */
  private assertOpen(): void {
    if (this.ended) throw new Error('The transaction has ended: await everything you start in it.');
  }
}
