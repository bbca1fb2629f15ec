import { queueEn, shipEn } from './ship.en.js';
import { queueJa, shipJa } from './ship.ja.js';
import { learn } from './words.js';

/** Only who hands over, or looks at what was refused, loads them. */
learn({ ja: { ship: shipJa, queue: queueJa }, en: { ship: shipEn, queue: queueEn } });
