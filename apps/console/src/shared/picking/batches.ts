import { call } from '../http.js';
import { orKept } from '../parcels/parcels.js';
import { deviceStore } from '../queue/indexed-db.js';
import { queue } from '../queue/queue.js';
import { batchesOn } from './batches-on.js';

export const batches = batchesOn({ store: deviceStore, call, queue, orKept });

export const { openBatches, beginBatch } = batches;
