import { officeEn, officeJa } from './office-words.js';
import { learn } from './words.js';

/** Only who opens stock, settings or figures loads them. */
learn({ ja: officeJa, en: officeEn });
