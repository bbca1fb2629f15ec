import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** One line of the ledger: what a client was about to ask, what it was answered, or what was found in the end. */
export type LedgerLine =
  | {
      readonly kind: 'asked';
      readonly n: number;
      readonly at: string;
      readonly method: string;
      readonly path: string;
      readonly key: string;
    }
  | {
      readonly kind: 'answered';
      readonly n: number;
      readonly at: string;
      readonly status: number;
      readonly orderId?: string;
      /** Number of the amendment that was asked for. */
      readonly amendment?: number;
    }
  | { readonly kind: 'unanswered'; readonly n: number; readonly at: string }
  /** What became of an amendment, as its buyer saw it. */
  | {
      readonly kind: 'amended';
      readonly at: string;
      readonly orderId: string;
      readonly amendment: number;
      readonly state: string;
      readonly reason: string | null;
    }
  | { readonly kind: 'final'; readonly orderId: string; readonly status: string };

/** Written outside of every store the rig hurts, line by line, and on the disk before the caller goes on. */
export class LedgerFile {
  private readonly file: number;
  private closed = false;

  constructor(readonly path: string) {
    this.file = openSync(path, 'a', 0o600);
  }

  add(...lines: readonly LedgerLine[]): void {
    // The number of a closed file may be another file's by now.
    if (this.closed) throw new Error('the ledger is closed');
    writeSync(this.file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    fdatasyncSync(this.file);
  }

  close(): void {
    this.closed = true;
    closeSync(this.file);
  }
}

/** A last line cut short by a crash of the rig itself counts as not written. */
export const readLedger = (path: string): readonly LedgerLine[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as LedgerLine);

/** Orders the shop said yes to, each once, with the idempotency key they were asked under. */
export const acknowledgedOrders = (
  lines: readonly LedgerLine[],
): ReadonlyMap<string, ReadonlySet<string>> => {
  const asked = new Map<number, string>();
  const orders = new Map<string, Set<string>>();
  for (const line of lines) {
    if (line.kind === 'asked' && line.path === '/v1/orders') asked.set(line.n, line.key);
    if (line.kind !== 'answered' || line.status !== 201 || line.orderId === undefined) continue;
    const key = asked.get(line.n);
    if (key !== undefined) orders.set(key, (orders.get(key) ?? new Set<string>()).add(line.orderId));
  }
  return orders;
};
