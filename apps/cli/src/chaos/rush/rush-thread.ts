import { parentPort, workerData } from 'node:worker_threads';
import { RushCaller } from './rush-caller.js';
import type { RushJob, RushOrder } from './rush-job.js';

const caller = new RushCaller(workerData as RushJob, (word) => parentPort?.postMessage(word));
parentPort?.on('message', (order: RushOrder) => caller.obey(order));
