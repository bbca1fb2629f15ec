import { type Command, readScan, type RefusedScan, type Scan } from '@okuru/scan-engine';

/** What was scanned, read as the screen expects it. */
export const readAs = (text: string, expecting?: 'item' | 'waybill'): Scan | RefusedScan =>
  readScan(text, { thisYear: new Date().getFullYear(), ...(expecting ? { expecting } : {}) });

/** The command of a command sheet; undefined for anything else. */
export const commandOf = (text: string): Command | undefined => {
  const scan = readAs(text);
  return scan.kind === 'command' ? scan.command : undefined;
};
