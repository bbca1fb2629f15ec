import { parentPort } from 'node:worker_threads';
import { packVerified } from './pack-verified.js';
import type { PackingAnswered, PackingAsked } from './packing-thread.js';

/** The other side of `PackingThread`: packs what it is given, one basket after the other. */
parentPort?.on('message', ({ id, asked }: PackingAsked) => {
  let answered: PackingAnswered;
  try {
    answered = { id, answer: packVerified(...asked) };
  } catch (fault) {
    answered = { id, fault: String(fault) };
  }
  parentPort?.postMessage(answered);
});
