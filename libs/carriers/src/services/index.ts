import type { CarrierService } from '../types.js';
import { japanpostYuPack } from './japanpost.js';
import { sagawaTakuhaibin } from './sagawa.js';
import { yamatoNekopos, yamatoTakkyubin } from './yamato.js';

/** The services Okuru knows from the start; a shop passes its own list instead where it has other contracts. */
export const CARRIER_SERVICES: readonly CarrierService[] = [
  yamatoTakkyubin,
  yamatoNekopos,
  sagawaTakuhaibin,
  japanpostYuPack,
];
