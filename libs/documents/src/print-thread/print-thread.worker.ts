import { parentPort } from 'node:worker_threads';
import { DocumentFault } from '../words/document-fault.js';
import { printJobs } from './print-jobs.js';
import type { PrintAnswered, PrintAsked } from './print-thread.js';

/** The other side of `PrintThread`. Drawing gives way after each document, so a single label overtakes a run of hundreds. */
parentPort?.on('message', ({ id, jobs, createdAt }: PrintAsked) => {
  void printJobs(jobs, createdAt)
    .then((printed): PrintAnswered => ({ id, printed }))
    .catch((fault: unknown): PrintAnswered =>
      fault instanceof DocumentFault
        ? { id, fault: fault.message, document: fault.document ?? 0 }
        : { id, fault: String(fault) },
    )
    .then((answered) => parentPort?.postMessage(answered));
});
