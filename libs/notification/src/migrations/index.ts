import { Letters1761000000001 } from './0001-letters.js';
import { Mailbox1761000000002 } from './0002-mailbox.js';

/** In the order of the numbers in their names. */
export const migrations = [Letters1761000000001, Mailbox1761000000002];
