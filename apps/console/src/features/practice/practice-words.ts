import { practiceEn } from '../../words/practice.en.js';
import { practiceJa } from '../../words/practice.ja.js';
import { learn } from '../../words/words.js';

/** Only who practises loads them. */
learn({ ja: { practice: practiceJa }, en: { practice: practiceEn } });
