import type { LedgerLine } from '../load/ledger-file.js';

/** One wish as the ledger file tells it: asked under one key, perhaps several times. */
export interface AskedAmendment {
  readonly orderId: string;
  readonly key: string;
  readonly statuses: ReadonlySet<number>;
  /** Numbers that the answers gave it: one, or none when it was refused at the door. */
  readonly numbers: ReadonlySet<number>;
}

/** What a buyer was shown in the end, by order and number. */
export interface SeenAmendment {
  readonly state: string;
  readonly reason: string | null;
}

const PATH = /^\/v1\/orders\/([^/]+)\/amendments$/;

export const askedAmendments = (lines: readonly LedgerLine[]): readonly AskedAmendment[] => {
  const wishes = new Map<string, AskedAmendment & { statuses: Set<number>; numbers: Set<number> }>();
  const keyOf = new Map<number, string>();
  for (const line of lines) {
    if (line.kind === 'asked') {
      const orderId = PATH.exec(line.path)?.[1];
      if (orderId === undefined) continue;
      keyOf.set(line.n, line.key);
      if (!wishes.has(line.key))
        wishes.set(line.key, { orderId, key: line.key, statuses: new Set(), numbers: new Set() });
    }
    if (line.kind !== 'answered') continue;
    const wish = wishes.get(keyOf.get(line.n) ?? '');
    wish?.statuses.add(line.status);
    if (line.amendment !== undefined) wish?.numbers.add(line.amendment);
  }
  return [...wishes.values()];
};

export const seenAmendments = (lines: readonly LedgerLine[]): ReadonlyMap<string, SeenAmendment> =>
  new Map(
    lines.flatMap((line) =>
      line.kind === 'amended' ? [[nameOf(line.orderId, line.amendment), line] as const] : [],
    ),
  );

export const nameOf = (orderId: string, number: number): string => `${orderId}/${number}`;
