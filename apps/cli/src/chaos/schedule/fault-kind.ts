import type { World } from '../world/world.js';

export type Adapter = 'kafka' | 'postgres';

/** A number in [0, 1), always the same for the same seed, fault and purpose. */
export type Draw = (purpose: string) => number;

/** A kind of harm the rig can do: one small file each below `faults/`. */
export interface FaultKind {
  readonly name: string;
  /** One sentence for reports: what is done to whom. */
  readonly meaning: string;
  /** Whom it can be done to with this adapter; none when the adapter lacks what it hurts. */
  readonly targets: (adapter: Adapter) => readonly string[];
  /** Bounds of the time between doing and healing. */
  readonly lastsSeconds: readonly [min: number, max: number];
  /** Takes long or much to heal: a seed does one of these and never two. */
  readonly weight?: 'heavy';
  /** Whom it touches, when another that touches somebody else may be at work with it; absent: it is done alone. */
  readonly places?: (target: string) => readonly string[];
  /** Does the harm. What is thrown makes the run red: a fault that could not be done proves nothing. */
  readonly inject: (world: World, target: string, draw: Draw) => Promise<Harm>;
}

/** A fault at work. */
export interface Harm {
  /** Takes the cause away, as time or an operator would, and answers when it is gone; says nothing about the shop's recovery. */
  heal(): Promise<void>;
  /**
   * Whether it was seen to happen yet, where that takes traffic: until it was, it stays at work beyond its time, up to
   * `HAPPENS_WITHIN_MS` of `do-faults`.
   */
  hasHappened?(): boolean;
  /** How often it demonstrably happened, counted outside of the shop; 0 makes the run red. Asked once, after the healing. */
  evidence(): Evidence | Promise<Evidence>;
}

export interface Evidence {
  readonly count: number;
  /** What was counted. */
  readonly what: string;
  /** Promises about this very fault that the shop broke, in words. */
  readonly broken?: readonly string[];
}
