import type { Envelope } from '@okuru/contracts';
import type { OpenTransaction } from '../database/open-transaction.js';
import { currentTrace, runInTrace } from '../trace/current-trace.js';
import { nextSpanOf } from '../trace/traceparent.js';
import type { EventHandler, EventHandlers } from './handlers.js';
import { roundsOf } from './rounds.js';

/** Hands events to their handlers inside the transaction, each in its own trace. */
export const callHandlers = async (
  handlers: EventHandlers,
  events: readonly Envelope[],
  tx: OpenTransaction,
): Promise<void> => {
  for (const { type, events: round } of roundsOf(events, (of) => handlers.get(of)?.together)) {
    const handler = handlers.get(type);
    if (!handler) continue; // reading has let through only what is heard
    if (handler.batch) await callOnce(handler, round, tx);
    else for (const event of round) await callFor(handler, event, tx);
  }
};

const callFor = (handler: EventHandler, event: Envelope, tx: OpenTransaction): Promise<void> =>
  runInTrace(event.traceparent, () =>
    tx.causedBy(
      () => ({ ...currentTrace(), causationId: event.id }),
      async () => void (await handler.handle(event, tx)),
    ),
  );

/** A batch has many causes: a fact goes on with the trace of the event that it names, or that has its key. */
const callOnce = (handler: EventHandler, round: readonly Envelope[], tx: OpenTransaction): Promise<void> => {
  const byKey = new Map(round.map((event) => [event.key, event]));
  const byId = new Map(round.map((event) => [event.id, event]));
  return runInTrace(round[0]?.traceparent, () =>
    tx.causedBy(
      (key, causedBy) => {
        const event = causedBy === undefined ? byKey.get(key) : byId.get(causedBy);
        return event && { traceparent: nextSpanOf(event.traceparent), causationId: event.id };
      },
      async () => void (await handler.handle([...round], tx)),
    ),
  );
};
