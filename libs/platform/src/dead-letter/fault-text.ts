import { describeFault } from '../telemetry/describe-fault.js';

const FAULT_CHARS_MAX = 500;

/** One line of what went wrong, scrubbed of what may tell on a person, fit for a text column. */
export const faultText = (fault: unknown): string => {
  const { type, message, code, constraint, table } = describeFault(fault);
  const where = [code, table, constraint].filter((part) => part !== undefined).join(' ');
  return `${type}: ${message}${where ? ` (${where})` : ''}`
    .replaceAll('\0', '\ufffd')
    .slice(0, FAULT_CHARS_MAX);
};
