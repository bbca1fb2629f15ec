import { definitionOf, type Envelope, readData } from '@okuru/contracts';
import type { LogRecord } from '../event-log/event-log.js';

/**
 * CloudEvents 1.0 in Kafka binary mode: attributes and extensions are headers that begin with `ce_`, the data is the
 * value, the partition key is the record's key. `traceparent` stands bare, where tracing tools look for it.
 */
const SPEC_VERSION = '1.0';
const SOURCE = /^okuru\/([a-z][a-z0-9-]{0,31})$/;
const TYPE = /^okuru\.([a-z][a-z0-9.-]{0,63})$/;
/** What follows a dot tells of fields that readers may leave out. */
const SCHEMA_VERSION = /\/v([1-9]\d{0,5})(?:\.\d{1,6})?$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const COUNT = /^[1-9]\d{0,14}$/;

/** An event whose data is still JSON text. */
export interface WireEvent extends Omit<Envelope, 'data'> {
  readonly data: string;
}

export const encodeEvent = (event: WireEvent): LogRecord => ({
  key: event.key,
  headers: {
    ce_specversion: SPEC_VERSION,
    ce_id: event.id,
    ce_source: `okuru/${event.source}`,
    ce_type: `okuru.${event.type}`,
    ce_time: event.time,
    ce_dataschema: `urn:okuru:${event.type}/v${event.version}`,
    ce_subject: event.key,
    ce_aggversion: String(event.aggregateVersion),
    ...(event.causationId === undefined ? {} : { ce_causationid: event.causationId }),
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
    'content-type': 'application/json',
  },
  value: event.data,
});

/** A record that is no event of ours, or an event whose data does not pass its schema. */
export class UndecodableRecordError extends Error {
  override readonly name = 'UndecodableRecordError';
}

/** What the headers alone tell: enough to decide whether a service needs to read on. */
export interface EventHead {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  /** The emitter asks that whoever does not know this event stops at it rather than pass it over. */
  readonly mustUnderstand: boolean;
}

/** Reads the headers. Throws `UndecodableRecordError`. */
export const decodeHead = ({ headers }: LogRecord): EventHead => {
  if (headers.ce_specversion !== SPEC_VERSION) throw new UndecodableRecordError('ce_specversion is not 1.0');
  return {
    id: header(headers, 'ce_id', UUID).toLowerCase(),
    type: part(headers, 'ce_type', TYPE),
    version: Number(part(headers, 'ce_dataschema', SCHEMA_VERSION)),
    mustUnderstand: headers.ce_mustunderstand === 'true',
  };
};

/** Reads the whole event and checks its data against the catalogue. Throws `UndecodableRecordError`. */
export const decodeEvent = (record: LogRecord, head: EventHead = decodeHead(record)): Envelope => {
  const { headers } = record;
  const definition = definitionOf(head.type);
  if (!definition) throw new UndecodableRecordError(`${head.type} is not in the catalogue`);
  const data = readData(definition, head.version, parsed(record.value));
  if (!data) throw new UndecodableRecordError(`version ${head.version} of ${head.type} is not known`);
  if (!data.success) {
    const places = data.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`);
    throw new UndecodableRecordError(`the data does not pass its schema: ${places.join(', ')}`);
  }
  return {
    id: head.id,
    type: head.type,
    version: head.version,
    source: part(headers, 'ce_source', SOURCE),
    key: record.key,
    time: instant(headers),
    aggregateVersion: Number(header(headers, 'ce_aggversion', COUNT)),
    traceparent: headers.traceparent,
    causationId: headers.ce_causationid,
    data: data.data,
  };
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    throw new UndecodableRecordError('the value is not JSON'); // the parser's message would quote the data
  }
};

const instant = (headers: LogRecord['headers']): string => {
  const time = Date.parse(headers.ce_time ?? '');
  if (Number.isNaN(time)) throw new UndecodableRecordError('ce_time is missing or not a time');
  return new Date(time).toISOString();
};

const header = (headers: LogRecord['headers'], name: string, form: RegExp): string => {
  const value = headers[name];
  if (value === undefined || !form.test(value))
    throw new UndecodableRecordError(`${name} is missing or malformed`);
  return value;
};

/** The first group of the form. */
const part = (headers: LogRecord['headers'], name: string, form: RegExp): string =>
  form.exec(header(headers, name, form))?.[1] ?? '';
