import { en } from './en.js';
import { ja } from './ja.js';
import { officeEn, officeJa } from './office-words.js';
import { pickEn } from './pick.en.js';
import { pickJa } from './pick.ja.js';
import { practiceEn } from './practice.en.js';
import { practiceJa } from './practice.ja.js';
import { queueEn, shipEn } from './ship.en.js';
import { queueJa, shipJa } from './ship.ja.js';

/** All that the screens say; a page loads of it what it shows. Words of lots come on top of these, under keys of theirs. */
export const allJa = { ...ja, ...officeJa, pick: pickJa, queue: queueJa, ship: shipJa, practice: practiceJa };
export const allEn = { ...en, ...officeEn, pick: pickEn, queue: queueEn, ship: shipEn, practice: practiceEn };
