/** A fact as it travels: CloudEvents 1.0 attributes and the data its catalogue entry describes. */
export interface Envelope<Data = unknown> {
  /** UUID. A retry states the same fact and so carries the same id. */
  readonly id: string;
  /** Catalogue name, e.g. `order.placed`. */
  readonly type: string;
  readonly version: number;
  /** Emitting service. */
  readonly source: string;
  /** Partition key, e.g. `order:<id>`. */
  readonly key: string;
  /** When it happened, ISO 8601 UTC, on the business clock. */
  readonly time: string;
  /** Dense per key and emitter, from 1. */
  readonly aggregateVersion: number;
  /** W3C trace context of the request that led here. */
  readonly traceparent?: string;
  /** Id of the event or command that caused this one. */
  readonly causationId?: string;
  readonly data: Data;
}
