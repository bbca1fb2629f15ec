import type { MigrationInterface } from 'typeorm';

/** What a migration may do only with a reason, because serving code would feel it. */
export type SchemaRule =
  /** A row of older code, which knows nothing of the column, would be refused. */
  | 'required-column'
  /** Older code still asks for it: take it away in a contract step of a later release. */
  | 'takes-away'
  /** The table is rewritten, or read from end to end, while nobody may write or even read it. */
  | 'holds-up'
  /** An index is built while nobody may write; CONCURRENTLY lets them. */
  | 'index-not-concurrently'
  /** Rows are changed in one transaction, whose locks others meet. */
  | 'changes-rows';

/** A migration: up, down, and what has to be known of it. */
export interface SchemaChange extends MigrationInterface {
  /** What is gone for good when the change is taken back; absent when nothing is. */
  readonly goingBackLoses?: string;
  /** By rule, why the change may break it. */
  readonly allowed?: Readonly<Partial<Record<SchemaRule, string>>>;
}

/** The class of a migration; its name ends in the milliseconds that order it. */
export type Migration = new () => SchemaChange;

/**
 * The name of a contract step begins so. It takes away what releases before it still use: a process that does not know
 * such a step, but finds it done, refuses to start, while it serves on any other newer schema.
 */
const CONTRACT = /^Contract/;

export interface Step {
  readonly name: string;
  /** Milliseconds from the end of the name. */
  readonly timestamp: number;
  readonly change: SchemaChange;
}

/** The migrations in the order of their numbers. Throws when a name has none, or two have one name. */
export const stepsOf = (migrations: readonly Migration[]): Step[] => {
  const steps = migrations.map((migration) => {
    const change = new migration();
    const name = change.name ?? migration.name;
    const timestamp = Number(/(\d{13})$/.exec(name)?.[1]);
    if (Number.isNaN(timestamp))
      throw new Error(`The migration ${name} must end in 13 digits that order it.`);
    return { name, timestamp, change };
  });
  if (new Set(steps.map(({ name }) => name)).size < steps.length)
    throw new Error('Two migrations have one name.');
  return steps.sort((a, b) => a.timestamp - b.timestamp);
};

/** Contract steps that were done and that this code does not know. */
export const unknownContracts = (steps: readonly Step[], done: readonly string[]): string[] => {
  const known = new Set(steps.map(({ name }) => name));
  return done.filter((name) => CONTRACT.test(name) && !known.has(name));
};

export const isContract = ({ name }: Pick<Step, 'name'>): boolean => CONTRACT.test(name);

/** The step that a version names: its whole name, its number, or its name without it. Throws with those there are. */
export const stepNamed = (steps: readonly Step[], version: string): Step => {
  const wanted = version.toLowerCase();
  const found = steps.find(({ name, timestamp }) =>
    [name, name.replace(String(timestamp), ''), String(timestamp)].some(
      (known) => known.toLowerCase() === wanted,
    ),
  );
  if (found) return found;
  throw new Error(`There is no version ${version}; there are ${steps.map(({ name }) => name).join(', ')}.`);
};

/** What is to be done, in this order, to come to a version. */
export interface SchemaPlan {
  readonly up: readonly Step[];
  readonly down: readonly Step[];
}

/** Up to the newest, up or down to a version, or so many steps down. Throws when a version is not known. */
export const planOf = (
  steps: readonly Step[],
  done: readonly string[],
  goal: { readonly to?: string; readonly down?: number } = {},
): SchemaPlan => {
  const isDone = new Set(done);
  const doneSteps = steps.filter(({ name }) => isDone.has(name));
  if (goal.down !== undefined) return { up: [], down: doneSteps.slice(-goal.down).reverse() };
  const last = goal.to === undefined ? undefined : stepNamed(steps, goal.to);
  const at = last === undefined ? steps.length - 1 : steps.indexOf(last);
  return {
    up: steps.slice(0, at + 1).filter(({ name }) => !isDone.has(name)),
    down: doneSteps.filter((step) => steps.indexOf(step) > at).reverse(),
  };
};
