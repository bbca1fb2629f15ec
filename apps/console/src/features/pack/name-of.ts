import type { Enclosure } from '../../shared/parcels/enclosures.js';

/** In the language of the screen, where the shop gave it a name in it. */
export const nameOf = ({ names: { ja, en } }: Enclosure, language: 'ja' | 'en'): string =>
  language === 'en' ? (en ?? ja) : ja;
