import { definitionOf, topicOf } from '@okuru/contracts';
import { newId } from '../new-id.js';
import type { DeliveredBatch, DeliveredRecord, LogRecord } from '../event-log/event-log.js';
import { encodeEvent } from '../outbox/cloud-event.js';
import type { Fact } from '../outbox/fact.js';

/** A fact as its emitter's relay would send it. */
export const recordOf = (
  { type, data, id = newId() }: Fact,
  headers: Readonly<Record<string, string>> = {},
): LogRecord => {
  const definition = definitionOf(type);
  if (!definition) throw new Error(`${type} is not in the catalogue`);
  const record = encodeEvent({
    id,
    type,
    version: definition.version,
    source: definition.emitter,
    key: definition.key(data),
    time: '2026-01-15T03:04:05.678Z',
    aggregateVersion: 1,
    data: JSON.stringify(data),
  });
  return { ...record, headers: { ...record.headers, ...headers } };
};

/** Records of one partition with their offsets, as a log would deliver them. */
export const deliveryOf = (
  records: readonly LogRecord[],
  firstOffset = 0,
  at: { readonly topic?: string; readonly partition?: number; readonly signal?: AbortSignal } = {},
): DeliveredBatch => {
  const delivered: DeliveredRecord[] = records.map((record, nth) => ({
    ...record,
    offset: firstOffset + nth,
  }));
  return {
    topic: at.topic ?? topicOf('notification'),
    partition: at.partition ?? 0,
    records: delivered,
    highWatermark: firstOffset + delivered.length,
    signal: at.signal ?? new AbortController().signal,
  };
};
