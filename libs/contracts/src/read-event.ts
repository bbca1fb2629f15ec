import type { z } from 'zod';
import type { EventDefinition } from './define-event.js';

type Readable = Pick<EventDefinition, 'version' | 'schema' | 'earlier'>;

/** The data of a fact of this or an earlier version, checked, in the words of the newest; undefined for a version nobody knows. */
export const readData = (
  { version: newest, schema, earlier = [] }: Readable,
  version: number,
  data: unknown,
): z.ZodSafeParseResult<unknown> | undefined => {
  let said = data;
  for (let at = version; at < newest; at += 1) {
    const step = earlier.find((known) => known.version === at);
    if (!step) return undefined;
    const read = step.schema.safeParse(said);
    if (!read.success) return read;
    said = step.next(read.data as never);
  }
  return version > newest ? undefined : schema.safeParse(said);
};
