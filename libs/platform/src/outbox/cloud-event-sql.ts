/**
 * The headers that `encodeEvent` makes, byte for byte as `JSON.stringify` writes them, of a row of the archive named
 * `event`; `source` is SQL for the name of the service. PostgreSQL escapes JSON text as JavaScript does.
 */
export const headersSql = (source: string): string => `
  '{"ce_specversion":"1.0","ce_id":"' || event.id || '","ce_source":' || to_json('okuru/' || ${source})::text
  || ',"ce_type":' || to_json('okuru.' || event.type)::text
  || ',"ce_time":"' || to_char(event.time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  || '","ce_dataschema":' || to_json('urn:okuru:' || event.type || '/v' || event.version)::text
  || ',"ce_subject":' || to_json(event.key)::text
  || ',"ce_aggversion":"' || event.aggregate_version || '"'
  || CASE WHEN event.causation_id IS NULL THEN '' ELSE ',"ce_causationid":"' || event.causation_id || '"' END
  || ',"traceparent":' || to_json(event.traceparent)::text || ',"content-type":"application/json"}'`;
