import { EXERCISES, type ExerciseId } from './exercises.js';

/** Seconds that each exercise took which was passed. */
export type Progress = Readonly<Partial<Record<ExerciseId, number>>>;

const keyOf = (staffId: string): string => `okuru-practice ${staffId}`;

/** What this person has passed at this device. */
export const progressOf = (staffId: string): Progress => {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(staffId)) ?? '{}') as Record<string, unknown>;
    return Object.fromEntries(
      EXERCISES.flatMap((id) => {
        const seconds = kept[id];
        return typeof seconds === 'number' ? [[id, seconds]] : [];
      }),
    );
  } catch {
    return {};
  }
};

export const keepPassed = (staffId: string, id: ExerciseId, seconds: number): void =>
  localStorage.setItem(keyOf(staffId), JSON.stringify({ ...progressOf(staffId), [id]: seconds }));

export const forgetProgress = (staffId: string): void => localStorage.removeItem(keyOf(staffId));

/** The first that is not passed yet, after the one given where there is one; undefined: all are. */
export const nextOf = (progress: Progress, after?: ExerciseId): ExerciseId | undefined => {
  const from = after === undefined ? 0 : EXERCISES.indexOf(after) + 1;
  const inTurn = [...EXERCISES.slice(from), ...EXERCISES.slice(0, from)];
  return inTurn.find((id) => progress[id] === undefined);
};

/** Whole seconds of all that was passed, once that is everything. */
export const secondsTaken = (progress: Progress): number | undefined =>
  nextOf(progress) === undefined ? EXERCISES.reduce((sum, id) => sum + (progress[id] ?? 0), 0) : undefined;
