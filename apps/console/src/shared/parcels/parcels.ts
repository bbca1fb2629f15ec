import { call } from '../http.js';
import { deviceStore } from '../queue/indexed-db.js';
import { queue } from '../queue/queue.js';
import { parcelsOn } from './parcels-on.js';

export const parcels = parcelsOn({ store: deviceStore, call, queue });

export const {
  orKept,
  parcelsToPack,
  parcelsToHandOver,
  openParcel,
  keepParcel,
  forgetParcel,
  decisionOf,
  sceneOf,
} = parcels;
