import { b2Cloud } from './b2-cloud.js';
import { eHiden3 } from './e-hiden-3.js';
import type { Layout } from './layout.js';
import { yuPriR } from './yu-pri-r.js';

/** Every carrier's file that Okuru writes; another carrier is another entry. */
export const LAYOUTS: readonly Layout[] = [b2Cloud, eHiden3, yuPriR];
