import { pickEn } from './pick.en.js';
import { pickJa } from './pick.ja.js';
import { learn } from './words.js';

/** Only who walks loads them. */
learn({ ja: { pick: pickJa }, en: { pick: pickEn } });
