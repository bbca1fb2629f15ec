import { definitionOf } from '@okuru/contracts';
import { Kafka, type CloudEvent } from 'cloudevents';
import {
  decodeEvent,
  decodeHead,
  encodeEvent,
  UndecodableRecordError,
  type WireEvent,
} from './cloud-event.js';

const data = definitionOf('letter.sent')?.example as Record<string, unknown>;
const event: WireEvent = {
  id: '01930f3e-7a00-7000-8000-0000000000e1',
  type: 'letter.sent',
  version: 1,
  source: 'notification',
  key: 'order:01930f3e-7a00-7000-8000-000000000001',
  time: '2026-01-15T03:04:05.678Z',
  aggregateVersion: 7,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  causationId: '01930f3e-7a00-7000-8000-0000000000e0',
  data: JSON.stringify(data),
};
const record = encodeEvent(event);

describe('an event on the wire', () => {
  it('comes back as it was sent', () => {
    expect(decodeEvent(record)).toEqual({ ...event, data });
  });

  it('comes back without what it never had', () => {
    const { traceparent: _trace, causationId: _cause, ...bare } = event;
    expect(decodeEvent(encodeEvent(bare))).toEqual({ ...bare, data });
  });

  it('is read by the CloudEvents SDK as the same event', () => {
    const read = Kafka.toEvent<unknown>({
      ...record,
      body: record.value,
      timestamp: undefined,
    } as never) as CloudEvent<unknown>;
    expect(read.validate()).toBe(true);
    expect(read.toJSON()).toEqual({
      specversion: '1.0',
      id: event.id,
      source: 'okuru/notification',
      type: 'okuru.letter.sent',
      time: event.time,
      dataschema: 'urn:okuru:letter.sent/v1',
      subject: event.key,
      datacontenttype: 'application/json',
      partitionkey: event.key,
      aggversion: '7',
      causationid: event.causationId,
      data,
    });
  });

  it('is read from what the CloudEvents SDK writes', () => {
    const theirs = Kafka.toEvent<unknown>({ ...record, body: record.value }) as CloudEvent<unknown>;
    const written = Kafka.binary(theirs) as unknown as {
      headers: Record<string, string>;
      value: unknown;
      key: string;
    };
    const { traceparent: _trace, ...without } = event; // the SDK leaves headers of others out
    expect(
      decodeEvent({ key: written.key, headers: written.headers, value: JSON.stringify(written.value) }),
    ).toEqual({ ...without, data });
  });

  it('tells type and version of an event this build does not know', () => {
    const unknown = encodeEvent({ ...event, type: 'order.teleported', version: 12 });
    expect(decodeHead(unknown)).toEqual({
      id: event.id,
      type: 'order.teleported',
      version: 12,
      mustUnderstand: false,
    });
    expect(() => decodeEvent(unknown)).toThrow(UndecodableRecordError);
  });

  it('may ask to be understood', () => {
    const asking = { ...record, headers: { ...record.headers, ce_mustunderstand: 'true' } };
    expect(decodeHead(asking).mustUnderstand).toBe(true);
  });

  it.each(['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time', 'ce_dataschema', 'ce_aggversion'])(
    'is refused without %s',
    (name) => {
      const { [name]: _gone, ...headers } = record.headers;
      expect(() => decodeEvent({ ...record, headers })).toThrow(UndecodableRecordError);
      expect(() => decodeEvent({ ...record, headers: { ...headers, [name]: 'x\u0000' } })).toThrow(
        UndecodableRecordError,
      );
    },
  );

  it('is refused with a fault that does not quote its data', () => {
    const personal = '山田太郎';
    for (const value of [`{"name":"${personal}"`, JSON.stringify({ ...data, kind: personal }), 'null', '']) {
      let told = '';
      try {
        decodeEvent({ ...record, value });
      } catch (fault) {
        told = String(fault);
      }
      expect(told).toMatch(/UndecodableRecordError/);
      expect(told).not.toContain(personal);
    }
  });

  it('leaves prototypes alone', () => {
    const value = JSON.stringify(data).replace('{', '{"__proto__":{"polluted":true},');
    expect((decodeEvent({ ...record, value }).data as { polluted?: boolean }).polluted).toBeUndefined();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
