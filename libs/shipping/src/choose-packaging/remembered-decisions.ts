import { createHash } from 'node:crypto';
import type { ChoiceTables } from './choice-tables.js';
import type { PackagingDemand } from './packaging-demand.js';
import { decideFrom, type Decide, type RecordedDecision } from './recorded-decision.js';

/** Decides somewhere else than on the event loop. */
export type DecideAside = (...asked: Parameters<Decide>) => Promise<RecordedDecision>;

/** Decisions kept at most; shops send the same few baskets again and again. */
const DECISIONS_REMEMBERED_MAX = 2_000;
/** Units that are decided on the spot; more may take longer than other requests should wait. */
const UNITS_ON_THE_SPOT_MAX = 1;

/** Decides on each question once per state of the tables: the answer depends on nothing else. */
export class RememberedDecisions {
  private readonly known = new Map<string, RecordedDecision>();
  // bound: the questions that are asked aside at one time
  private readonly underWay = new Map<string, Promise<RecordedDecision>>();

  constructor(
    private readonly decideAside: DecideAside,
    private readonly decideHere: Decide = decideFrom,
  ) {}

  readonly decide: Decide = (demand, tables) => {
    const question = questionOf(demand, tables);
    return this.remember(question, this.known.get(question) ?? this.decideHere(demand, tables));
  };

  /** Decides on a heavy basket aside, so that `decide` will know it. */
  async prepare(demand: PackagingDemand, tables: ChoiceTables): Promise<void> {
    if (demand.items.reduce((sum, { quantity }) => sum + quantity, 0) <= UNITS_ON_THE_SPOT_MAX) return;
    const question = questionOf(demand, tables);
    if (this.known.has(question)) return;
    this.remember(question, await (this.underWay.get(question) ?? this.ask(question, demand, tables)));
  }

  /** Who asks the same meanwhile waits for this answer. */
  private async ask(question: string, ...asked: Parameters<DecideAside>): Promise<RecordedDecision> {
    const answer = this.decideAside(...asked);
    this.underWay.set(question, answer);
    try {
      return await answer;
    } finally {
      this.underWay.delete(question);
    }
  }

  /** The newest stands last, the one unused for longest goes first. */
  private remember(question: string, answer: RecordedDecision): RecordedDecision {
    this.known.delete(question);
    this.known.set(question, answer);
    if (this.known.size > DECISIONS_REMEMBERED_MAX) this.known.delete(this.known.keys().next().value!);
    return answer;
  }
}

/** Whatever the order of the goods. */
const questionOf = (
  { items, unitValuesYen, valueYen, delivery }: PackagingDemand,
  { packages, carriers, rules }: ChoiceTables,
): string => {
  const goods = [...items].sort((a, b) => (a.sku < b.sku ? -1 : 1));
  const values = goods.map(({ sku }) => unitValuesYen[sku] ?? 0);
  return JSON.stringify([goods, values, valueYen, delivery, ...[packages, carriers, rules].map(digestOf)]);
};

const digests = new WeakMap<object, string>();
/** The tables stay the same objects for a whole batch, so they are written out once. */
const digestOf = (table: object): string => {
  const digest = digests.get(table) ?? createHash('sha256').update(JSON.stringify(table)).digest('base64');
  digests.set(table, digest);
  return digest;
};
