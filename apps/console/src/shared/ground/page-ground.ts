import { v7 } from 'uuid';
import { deviceId } from '../device.js';
import { signal } from '../feedback/sounds.js';
import { stops } from '../feedback/stop.js';
import { call } from '../http.js';
import { parcels } from '../parcels/parcels.js';
import { queue } from '../queue/queue.js';
import type { Ground } from './ground.js';

/** The page's own: what is done here is done in the shop. */
export const pageGround: Ground = {
  queue,
  call,
  parcels,
  stops,
  signal,
  deviceId,
  newId: v7,
  now: () => new Date(),
};
