import { chooseFrom, type ChoiceTables } from '../choose-packaging/choice-tables.js';
import { plannedYenOf } from '../choose-packaging/choose-carriage.js';
import { reprice, type Answer, type PlannedOnce, type Repriced, type RepricedParcel } from './reprice.js';

/** Answers kept at most for each of the two tables; a month holds the same few baskets again and again. */
const REMEMBERED_MAX = 5_000;

/** Answers questions from both tables; equal questions are decided once. */
export const repriceAll = (
  now: ChoiceTables,
  then: ChoiceTables,
): ((questions: readonly PlannedOnce[]) => Repriced[]) => {
  const known = new Map([now, then].map((tables) => [tables, new Map<string, RepricedParcel[] | null>()]));
  const answer: Answer = (demand, tables) => {
    const answers = known.get(tables)!;
    const question = JSON.stringify(demand);
    const before = answers.get(question);
    const parcels = before === undefined ? decide(demand, tables) : before;
    // The newest stands last, the one unused for longest goes first.
    answers.delete(question);
    answers.set(question, parcels);
    if (answers.size > REMEMBERED_MAX) answers.delete(answers.keys().next().value!);
    return parcels;
  };
  return (questions) => questions.map((asked) => reprice(asked, now, then, answer));
};

/** Of a decision only what it costs is kept: its record is the largest part of it. */
const decide = (...asked: Parameters<Answer>): RepricedParcel[] | null => {
  const { outcome } = chooseFrom(...asked);
  if ('refused' in outcome) return null;
  return outcome.chosen.map((parcel) => ({
    packageCode: parcel.packageCode,
    service: `${parcel.carrier}/${parcel.service}`,
    yen: plannedYenOf(parcel),
  }));
};
