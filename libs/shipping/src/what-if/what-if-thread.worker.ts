import { parentPort, workerData } from 'node:worker_threads';
import type { ChoiceTables } from '../choose-packaging/choice-tables.js';
import { repriceAll } from './reprice-all.js';
import type { PlannedOnce } from './reprice.js';

const { now, then } = workerData as { readonly now: ChoiceTables; readonly then: ChoiceTables };
const answerAll = repriceAll(now, then);

/** The other side of `WhatIfThread`: one batch of questions after the other. */
parentPort?.on('message', (questions: readonly PlannedOnce[]) => {
  parentPort?.postMessage(answerAll(questions));
});
