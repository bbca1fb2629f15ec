import { Letters1761000000001 } from './0001-letters.js';
import { Mailbox1761000000002 } from './0002-mailbox.js';
import { Amendments1761000000003 } from './0003-amendments.js';

/** In the order of the numbers in their names. */
export const migrations = [Letters1761000000001, Mailbox1761000000002, Amendments1761000000003];
