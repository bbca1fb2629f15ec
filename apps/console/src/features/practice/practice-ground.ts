import type { Ground } from '../../shared/ground/ground.js';
import { pageGround } from '../../shared/ground/page-ground.js';
import { parcelsOn } from '../../shared/parcels/parcels-on.js';
import { batchesOn } from '../../shared/picking/batches-on.js';
import { memoryStore } from '../../shared/queue/memory-store.js';
import { SendQueue } from '../../shared/queue/send-queue.js';
import type { PracticeShop } from './practice-shop.js';

/** The same screens, another shop: nothing that is done on this ground is kept or sent. */
export const practiceGround = ({ call }: PracticeShop): Ground => {
  const store = memoryStore();
  const queue = new SendQueue({ store, call, alone: (work) => work() });
  const parcels = parcelsOn({ store, call, queue });
  return {
    ...pageGround,
    isPractice: true,
    stops: { ...pageGround.stops, raise: (stop) => pageGround.stops.raise({ ...stop, isPractice: true }) },
    call,
    queue,
    parcels,
    batches: batchesOn({ store, call, queue, orKept: parcels.orKept }),
  };
};
