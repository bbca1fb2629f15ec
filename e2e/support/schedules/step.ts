/** Something that may happen next in the system under test. */
export interface Step {
  /** Unique within a run, and the same in every run in which it can happen. */
  readonly name: string;
  /** The only part of the system whose state it reads or changes. */
  readonly at: string;
  /** Names of steps without which it could not happen, wherever they happen. */
  readonly needs: readonly string[];
}

/** A step as a run took it. */
export interface TakenStep extends Step {
  /** Steps that could have happened instead and no longer can. */
  readonly withdrew: readonly Step[];
}

/** One life of the system under test, from its beginning to where nothing can happen any more. */
export interface Run {
  /** What may happen next; a step that has become possible stays so until something happens at its place. */
  possible(): readonly Step[];
  take(step: Step): Promise<void>;
  /** Called once when nothing is possible any more, with everything that was taken. */
  end(schedule: readonly string[]): Promise<void>;
}
