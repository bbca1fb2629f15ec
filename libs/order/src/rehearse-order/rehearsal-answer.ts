import type { EventData, RehearsalPlan, RehearsedParcel } from '@okuru/contracts';
import { deadlineFor } from '../order/hold-rules.js';
import type { HoldReason } from '../order/order-events.js';
import { HOLD_WORDS, OBSTACLE_WORDS, type ObstacleCode, type Words } from './rehearsal-words.js';

/** What inventory and shipping said of a rehearsal. */
export interface AnsweredRehearsal {
  readonly lines: EventData<'rehearsal.stocked'>['lines'];
  readonly plan: RehearsalPlan;
}

/** Something that would stop the order or a part of it, or leave it to a person. */
export interface Obstacle {
  readonly code: ObstacleCode;
  /** The goods it concerns; empty: the whole order. */
  readonly skus: readonly string[];
  readonly words: Words;
}

/** What would become of the order if it were placed now. */
export interface RehearsalAnswer {
  readonly rehearsal: true;
  readonly channel: string;
  readonly reference: string;
  /** What the buyer pays. */
  readonly total: number;
  readonly holds: readonly { readonly reason: HoldReason; readonly words: Words }[];
  /** When the holds would end in a cancellation; null without holds. */
  readonly deadline: string | null;
  readonly stock: AnsweredRehearsal['lines'];
  readonly parcels: readonly RehearsedParcel[];
  /** What sending costs the shop; null while a parcel has no package or some goods get no parcel. */
  readonly totalYen: number | null;
  readonly obstacles: readonly Obstacle[];
  /** Versions of the tables it was computed from. */
  readonly tables: RehearsalPlan['tables'];
}

export interface Rehearsed {
  readonly channel: string;
  readonly reference: string;
  readonly total: number;
  readonly referenceTaken: boolean;
  readonly holds: readonly HoldReason[];
  /** ISO 8601. */
  readonly at: string;
  readonly answer: AnsweredRehearsal;
}

export const rehearsalAnswer = ({ holds, at, answer, ...order }: Rehearsed): RehearsalAnswer => {
  const { lines, plan } = answer;
  return {
    rehearsal: true,
    channel: order.channel,
    reference: order.reference,
    total: order.total,
    holds: holds.map((reason) => ({ reason, words: HOLD_WORDS[reason] })),
    deadline: holds.length > 0 ? deadlineFor(holds, at) : null,
    stock: lines,
    parcels: plan.parcels,
    totalYen: totalOf(plan),
    obstacles: [
      ...(order.referenceTaken ? [obstacle('reference-taken', [])] : []),
      ...stockObstacles(lines),
      ...planObstacles(plan),
    ],
    tables: plan.tables,
  };
};

const obstacle = (code: ObstacleCode, skus: readonly string[]): Obstacle => ({
  code,
  skus: [...new Set(skus)],
  words: OBSTACLE_WORDS[code],
});

const totalOf = ({ parcels, refusals }: RehearsalPlan): number | null =>
  refusals.length > 0
    ? null
    : parcels.reduce<number | null>(
        (sum, { totalYen }) => (sum === null || totalYen === null ? null : sum + totalYen),
        0,
      );

const stockObstacles = (lines: AnsweredRehearsal['lines']): Obstacle[] => {
  const skusOf = (of: 'waiting' | 'cancelled') => lines.filter((line) => line[of] > 0).map(({ sku }) => sku);
  const [waiting, cancelled] = [skusOf('waiting'), skusOf('cancelled')];
  const nothing = lines.every(({ available, waiting: waits }) => available + waits === 0);
  return [
    ...(waiting.length > 0 ? [obstacle('waits-for-stock', waiting)] : []),
    ...(cancelled.length > 0 && !nothing ? [obstacle('short-units-cancelled', cancelled)] : []),
    ...(nothing ? [obstacle('nothing-in-stock', [])] : []),
  ];
};

const planObstacles = ({ parcels, refusals }: RehearsalPlan): Obstacle[] => {
  const toMeasure = parcels.flatMap((parcel) => parcel.toMeasure);
  return [
    ...refusals.map(({ reason, skus }) => obstacle(reason, skus)),
    ...(toMeasure.length > 0 ? [obstacle('size-unknown', toMeasure)] : []),
  ];
};
