import type { CarrierService } from '../types.js';
import { japanpostClickPost, japanpostYuPacket, japanpostYuPacketPost } from './japanpost-mailbox.js';
import { japanpostYuPack, japanpostYuPackHeavy } from './japanpost.js';
import { sagawaLarge, sagawaTakuhaibin } from './sagawa.js';
import { yamatoCompact, yamatoNekopos, yamatoTakkyubin } from './yamato.js';

/** The services Okuru knows from the start; a shop passes its own list instead where it has other contracts. */
export const CARRIER_SERVICES: readonly CarrierService[] = [
  yamatoTakkyubin,
  yamatoCompact,
  yamatoNekopos,
  sagawaTakuhaibin,
  sagawaLarge,
  japanpostYuPack,
  japanpostYuPackHeavy,
  japanpostClickPost,
  japanpostYuPacket,
  japanpostYuPacketPost,
];
