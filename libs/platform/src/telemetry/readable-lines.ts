/** Turns the log's JSON lines into lines for a person at a terminal. */
export const readableLine = (json: string): string => {
  const { level, time, log, msg, fault, ...fields } = JSON.parse(json) as Record<string, unknown>;
  const rest = Object.entries(fields).map(
    ([field, value]) => `${field}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const head = `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${String(log)}: ${String(msg)}`;
  return [[head, ...rest].join('  '), ...faultLines(fault)].join('\n') + '\n';
};

const faultLines = (fault: unknown): string[] => {
  if (typeof fault !== 'object' || fault === null) return [];
  const { type, message, stack } = fault as Record<string, unknown>;
  return [`      ${String(type)}: ${String(message)}`, ...(typeof stack === 'string' ? [stack] : [])];
};
