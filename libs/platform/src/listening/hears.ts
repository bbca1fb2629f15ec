import type { Envelope, EventData, EventType, ServiceName } from '@okuru/contracts';
import { UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Transaction } from '../database/transaction.js';
import { LetErrorsThrough } from './let-errors-through.filter.js';

/** A fact as a handler gets it: `Heard<'order.placed'>`. */
export type Heard<T extends EventType> = Envelope<EventData<T>>;

/** Marks handlers made by `@Hears`; boot refuses every other kind of event handler. */
export const HEARS = 'okuru.hears';

export interface HearsMark {
  readonly service: ServiceName;
  readonly batch: boolean;
  readonly together: boolean;
}

/**
 * Nest binds a handler to every strategy of the process unless it names one, and would call the handlers of all
 * services for one event together; so each service has a transport of its own.
 */
export const transportOf = (service: ServiceName): symbol => Symbol.for(`okuru.listening.${service}`);

type Handler<T extends EventType, Batch extends boolean> = (
  given: Batch extends true ? Heard<T>[] : Heard<T>,
  tx: Transaction,
) => Promise<unknown>;

/** Something known of each of several types. */
type Table = Readonly<Partial<Record<EventType, unknown>>>;
type NamedIn<Types extends EventType | Table> = Types extends EventType ? Types : keyof Types & EventType;

/**
 * The method handles events of this type in the service, or of every type that is a key of the table, on a class
 * listed under `controllers`. It is called inside the transaction in which the event is remembered as heard, so each event
 * has its effect once. With `batch` it gets many at once, all of one type and each of another key; without, one. With
 * `together` as well it gets all types at once, of a key as many as there are, in order: what it states then names the event
 * that led to it. Throwing rolls all of it back.
 */
export const Hears =
  <Types extends EventType | Table, Batch extends boolean = false>(
    service: ServiceName,
    types: Types,
    options: { readonly batch?: Batch; readonly together?: Batch } = {},
  ) =>
  <Method extends Handler<NamedIn<Types>, Batch>>(
    target: object,
    name: string | symbol,
    method: TypedPropertyDescriptor<Method>,
  ): void => {
    const { batch = false, together = false } = options;
    const mark: HearsMark = { service, batch, together };
    const patterns = typeof types === 'string' ? [types] : Object.keys(types);
    const bind = EventPattern(patterns, transportOf(service), { [HEARS]: mark });
    bind(target, name, method);
    UseFilters(LetErrorsThrough)(target, name, method);
    Payload()(target, name, 0);
    Ctx()(target, name, 1);
  };
