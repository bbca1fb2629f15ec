import { Letters1761000000001 } from './0001-letters.js';
import { Mailbox1761000000002 } from './0002-mailbox.js';
import { Amendments1761000000003 } from './0003-amendments.js';
import { Delays1761000000004 } from './0004-delays.js';
import { DelaysChecked1761000000005 } from './0005-delays-checked.js';
import { CheaperLetters1761000000006 } from './0006-cheaper-letters.js';
import { CheaperLettersChecked1761000000007 } from './0007-cheaper-letters-checked.js';

/** In the order of the numbers in their names. */
export const migrations = [
  Letters1761000000001,
  Mailbox1761000000002,
  Amendments1761000000003,
  Delays1761000000004,
  DelaysChecked1761000000005,
  CheaperLetters1761000000006,
  CheaperLettersChecked1761000000007,
];
