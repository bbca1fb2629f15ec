import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { examples } from '../examples.js';
import {
  Delivery,
  Destination,
  ItemFacts,
  LineId,
  LineQuantity,
  LINES_MAX,
  LineSet,
  ShortStock,
  Sku,
  Yen,
} from '../fields.js';

/**
 * A rehearsal asks what would become of an order, and changes nothing: order asks, inventory adds what stock says and
 * passes the question on, shipping answers. Its facts live for a moment, and nobody acts on one that is older than this.
 */
export const REHEARSAL_LIVES_MS = 60_000;

/** Whether somebody may still wait for the answer to a fact of this time (ISO 8601). */
export const isRehearsalAwaited = (time: string, now: Date): boolean =>
  now.getTime() - Date.parse(time) < REHEARSAL_LIVES_MS;

const RehearsalId = z.uuid();
const rehearsalKey = (data: { rehearsalId: string }) => `rehearsal:${data.rehearsalId}`;

/** All that stock and packaging depend on. Nothing personal beyond prefecture and postal code. */
export const RehearsalQuestion = z.object({
  lines: z
    .array(LineQuantity.extend({ set: LineSet.pick({ lineId: true, quantity: true }).optional() }))
    .min(1)
    .max(LINES_MAX),
  shortStock: ShortStock,
  delivery: Delivery.pick({ mode: true, service: true, date: true, slot: true }),
  destination: Destination.extend({
    /** `100-0001`: some islands and mountains cost more. */
    postalCode: z.string().length(8),
  }),
  /** Paid on delivery: the total, and the price of one unit of each line, by which parcels share it; null when nothing is collected. */
  collect: z.object({ totalYen: Yen, unitPricesYen: z.record(LineId, Yen) }).nullable(),
});
export type RehearsalQuestion = z.infer<typeof RehearsalQuestion>;

const question: RehearsalQuestion = {
  lines: [{ lineId: '1', sku: examples.item.sku, quantity: 2 }],
  shortStock: 'ship-complete',
  delivery: { mode: 'any' },
  destination: { country: 'JP', prefecture: 13, postalCode: '100-0001' },
  collect: null,
};

export const RehearsalAsked = z.object({ rehearsalId: RehearsalId, question: RehearsalQuestion });
export const rehearsalAsked = defineEvent({
  type: 'rehearsal.asked',
  version: 1,
  emitter: 'order',
  consumers: ['inventory'],
  passing: true,
  key: rehearsalKey,
  meaning:
    'Somebody wants to know what would become of an order, and waits for the answer; nothing is ordered.',
  schema: RehearsalAsked,
  example: { rehearsalId: examples.orderId, question },
});

const Units = z.int().min(0).max(9_999);
/** What becomes of a line's units: quantity = available + waiting + cancelled. */
export const RehearsedLine = LineQuantity.extend({
  /** Would be reserved at once. */
  available: Units,
  /** Would stand in the queue for the next receipt. */
  waiting: Units,
  /** Would be given up because the order asks `cancel-short`. */
  cancelled: Units,
});

export const RehearsalStocked = z.object({
  rehearsalId: RehearsalId,
  /** As it was asked, so that shipping need not remember it. */
  question: RehearsalQuestion,
  lines: z.array(RehearsedLine).min(1).max(LINES_MAX),
  /** Facts of every sku the item master knows, each once. */
  items: z.array(ItemFacts).max(LINES_MAX),
});
export const rehearsalStocked = defineEvent({
  type: 'rehearsal.stocked',
  version: 1,
  emitter: 'inventory',
  consumers: ['order', 'shipping'],
  passing: true,
  key: rehearsalKey,
  meaning:
    'What present stock has for a rehearsed order; nothing was set aside, so the next moment may say otherwise.',
  schema: RehearsalStocked,
  example: {
    rehearsalId: examples.orderId,
    question,
    lines: [{ lineId: '1', sku: examples.item.sku, quantity: 2, available: 2, waiting: 0, cancelled: 0 }],
    items: [examples.item],
  },
});

const PARCELS_MAX = 200;
const code = z.string().max(32);
export const RehearsedParcel = z.object({
  lines: z.array(LineQuantity).min(1).max(LINES_MAX),
  temperature: ItemFacts.shape.temperature,
  /** False: it would be planned at once; true: when stock has come for all that waits. */
  waitsForStock: z.boolean(),
  /** null: the person who packs picks it. */
  package: z.object({ code, nameJa: z.string().max(200) }).nullable(),
  carrier: code.nullable(),
  service: code.nullable(),
  /** Size class of the carrier's tariff. */
  classCode: code.nullable(),
  /** What makes up the price, such as package, filler and freight; empty while no package is chosen. */
  yen: z.array(z.object({ what: code, yen: Yen })).max(20),
  /** Sum of these; null while no package is chosen. */
  totalYen: Yen.nullable(),
  /** Without own work and expected loss: what `parcels.planned` would state. */
  plannedYen: Yen.nullable(),
  /** Day of arrival in the shop's zone, where the carrier's table says it. */
  arrivesOn: z.iso.date().nullable(),
  /** Skus of unknown size or weight, why a person picks the package: they ought to be measured. */
  toMeasure: z.array(Sku).max(LINES_MAX),
});
export type RehearsedParcel = z.infer<typeof RehearsedParcel>;

export const RehearsalPlan = z.object({
  parcels: z.array(RehearsedParcel).max(2 * PARCELS_MAX),
  /** Why units would get no parcel. */
  refusals: z
    .array(
      z.object({
        reason: z.enum(['fits-no-package', 'no-carrier-may-carry-it', 'unknown-item']),
        skus: z.array(Sku).max(LINES_MAX),
      }),
    )
    .max(2),
  /** The dated tables it was computed from. */
  tables: z.array(z.object({ table: code, version: z.string().max(4_000) })).max(200),
});
export type RehearsalPlan = z.infer<typeof RehearsalPlan>;

export const RehearsalAnswered = z.object({
  rehearsalId: RehearsalId,
  /** null: there is too much to plan at the moment. */
  plan: RehearsalPlan.nullable(),
});
export const rehearsalAnswered = defineEvent({
  type: 'rehearsal.answered',
  version: 1,
  emitter: 'shipping',
  consumers: ['order'],
  passing: true,
  key: rehearsalKey,
  meaning: 'The parcels a rehearsed order would get now, by the same planning as a real one; none was made.',
  schema: RehearsalAnswered,
  example: {
    rehearsalId: examples.orderId,
    plan: {
      parcels: [
        {
          lines: [{ lineId: '1', sku: examples.item.sku, quantity: 2 }],
          temperature: 'ambient',
          waitsForStock: false,
          package: { code: 'C60', nameJa: '60サイズ箱' },
          carrier: 'yamato',
          service: 'takkyubin',
          classCode: '60',
          yen: [
            { what: 'package', yen: 50 },
            { what: 'freight', yen: 970 },
            { what: 'handling', yen: 40 },
          ],
          totalYen: 1060,
          plannedYen: 1020,
          arrivesOn: '2026-01-16',
          toMeasure: [],
        },
      ],
      refusals: [],
      tables: [{ table: 'packages', version: 'packages-9' }],
    },
  },
});

export const rehearsalEvents = [rehearsalAsked, rehearsalStocked, rehearsalAnswered] as const;
