import { fillPackage, type Work } from '../fill-package.js';
import { planFor } from '../plans.js';
import { seededRandom, SEARCH_SEED } from '../random.js';
import { searchCorners } from './corner-search.js';
import { OrderSearch } from './order-search.js';
import { provenImpossible } from './prove-impossible.js';
import type { Effort, Fit, Question } from './question.js';
import { overfull } from './scales.js';

/** Units beyond which orders of single units are not tried; whole blocks of like units serve better there. */
export const SINGLE_UNITS_MAX = 120;

/** Units up to which placings are searched through from corner to corner. */
export const CORNER_UNITS_MAX = 12;

/** Share of the order search that comes before the proof: most goods that fit are seen to fit at once. */
const FIRST_LOOK = 0.1;

/**
 * Whether the units share the room: one filling, cheap proofs, more fillings, then the long proof, then the long search.
 * It depends on the question and the effort alone, so its answers may be kept.
 */
export const fitTogether = (question: Question, work: Work, effort: Effort): Fit => {
  const { shapes, counts, room, supportShareMin, settle } = question;
  const random = seededRandom(SEARCH_SEED);
  const fill = (attempt: number): Fit | undefined => {
    const plan = planFor(attempt, shapes, random);
    const { blocks, unitsLeft } = fillPackage(shapes, counts, room, plan, supportShareMin, work);
    const found = unitsLeft === 0 ? settle(blocks) : undefined;
    return found && { is: 'found', blocks: found };
  };
  const atOnce = fill(0);
  if (atOnce) return atOnce;
  if (overfull(shapes, counts, room)) return { is: 'impossible' };
  for (let attempt = 1; attempt < effort.plans; attempt += 1) {
    const found = fill(attempt);
    if (found) return found;
  }
  const units = counts.reduce((sum, count) => sum + count, 0);
  if (units > SINGLE_UNITS_MAX) return { is: 'spent' };
  const orders = new OrderSearch(question, random, work);
  const look = (workMax: number): Fit | undefined => {
    const blocks = orders.run(work.done + workMax);
    return blocks && { is: 'found', blocks };
  };
  const early = look(effort.orderWork * FIRST_LOOK);
  if (early) return early;
  if (provenImpossible(shapes, counts, room, { done: 0 }, effort.proofWork)) return { is: 'impossible' };
  const cornered = units <= CORNER_UNITS_MAX ? searchCorners(question, work, effort.cornerWork) : undefined;
  if (cornered) return { is: 'found', blocks: cornered };
  return look(effort.orderWork * (1 - FIRST_LOOK)) ?? { is: 'spent' };
};
