import { qualityEn } from './quality.en.js';
import { qualityJa } from './quality.ja.js';
import { settingsEn } from './settings.en.js';
import { settingsJa } from './settings.ja.js';
import { stockEn } from './stock.en.js';
import { stockJa } from './stock.ja.js';

/** Of what is done away from the packing table. */
export const officeJa = { stock: stockJa, settings: settingsJa, quality: qualityJa };
export const officeEn = { stock: stockEn, settings: settingsEn, quality: qualityEn };
