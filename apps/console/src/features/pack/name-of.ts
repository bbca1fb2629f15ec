import type { Enclosure } from '../../shared/parcels/enclosures.js';
import { languageNow } from '../../words/words.js';

/** In the language of the screen, where the shop gave it a name in it. */
export const nameOf = ({ names: { ja, en } }: Enclosure): string =>
  languageNow() === 'en' ? (en ?? ja) : ja;
