import type { z } from 'zod';

/** A service of Okuru; each states its facts to one topic of the same name. */
export type ServiceName = 'order' | 'inventory' | 'shipping' | 'notification';
export const SERVICES: readonly ServiceName[] = ['order', 'inventory', 'shipping', 'notification'];

/** How a fact looked before its meaning changed. It is still read, for ever, and never stated again. */
export interface EarlierVersion {
  readonly version: number;
  readonly schema: z.ZodType;
  /** What it says in the words of the next version. */
  readonly next: (data: never) => unknown;
}

/** One kind of fact: its name, its shape, who states it and who acts on it. */
export interface EventDefinition<Type extends string = string, Schema extends z.ZodType = z.ZodType> {
  /** Past tense, in the shop's words, e.g. `order.placed`. On the wire it is `okuru.order.placed`. */
  readonly type: Type;
  /** Rises when the meaning changes; a new optional field does not raise it. */
  readonly version: number;
  /** Every version before this one. */
  readonly earlier?: readonly EarlierVersion[];
  /** The emitting service; its topic is `okuru.<emitter>`. */
  readonly emitter: ServiceName;
  /** The services that act on the fact; a mere history entry is no reason to be here. */
  readonly consumers: readonly ServiceName[];
  /**
   * A question or an answer of the moment: it leaves the archive an hour after it was stated, and its key, under which
   * nothing lasting is stated, is forgotten with it.
   */
  readonly passing?: true;
  /** Partition key with its kind: `order:<id>` or `item:<sku>`. */
  readonly key: (data: z.infer<Schema>) => string;
  /** One sentence for a stranger. */
  readonly meaning: string;
  readonly schema: Schema;
  readonly example: z.infer<Schema>;
}

export const defineEvent = <Type extends string, Schema extends z.ZodType>(
  definition: EventDefinition<Type, Schema>,
): EventDefinition<Type, Schema> => definition;

/** The topic a service states its facts to. */
export const topicOf = (service: ServiceName): string => `okuru.${service}`;
