import { parentPort } from 'node:worker_threads';
import type { ChoiceTables } from './choice-tables.js';
import type { DecisionAnswered, DecisionAsked } from './decision-thread.js';
import { decideFrom } from './recorded-decision.js';

let known: ChoiceTables | undefined;

/** The other side of `DecisionThread`: decides on what it is given, one basket after the other. */
parentPort?.on('message', ({ id, demand, tables }: DecisionAsked) => {
  known = tables ?? known;
  let answered: DecisionAnswered;
  try {
    answered = { id, answer: decideFrom(demand, known!) };
  } catch (fault) {
    answered = { id, fault: String(fault) };
  }
  parentPort?.postMessage(answered);
});
