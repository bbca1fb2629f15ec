import type { NamedItem } from '../queue/operation.js';

/** A sound and a vibration of its own. */
export type Signal = 'ok' | 'line' | 'done' | 'warning' | 'stop' | 'queued';

/** What came of the last scan: colour, icon and word. A warning stays until the next scan. */
export interface Note {
  readonly tone: 'ok' | 'done' | 'warning' | 'queued';
  readonly text: string;
}

/** Why the work stopped. It stays until a person has acknowledged it. */
export interface Stop {
  readonly reason: string;
  /** As it was read. */
  readonly text: string;
  readonly scanned: NamedItem | null;
  /** undefined: no item was asked for. */
  readonly expected?: NamedItem | null;
  /** It was a waybill that was read, and which one belongs on the box, where the screen knows it. */
  readonly waybill?: { readonly scanned: string; readonly expected?: string | undefined };
  /** What the scales said, where it was they that stopped. */
  readonly weight?: { readonly grams: number; readonly expectedGrams: number };
  /** The operation under which the server was told. */
  readonly opId?: string;
  readonly isPractice?: boolean;
  /** Of the server's no, and in its words. */
  readonly code?: string;
  readonly because?: string;
}
