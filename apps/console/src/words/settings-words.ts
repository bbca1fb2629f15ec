import { settingsEn } from './settings.en.js';
import { settingsJa } from './settings.ja.js';
import { learn } from './words.js';

/** Only who opens the settings loads them. */
learn({ ja: { settings: settingsJa }, en: { settings: settingsEn } });
