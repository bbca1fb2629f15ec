import { setFlagsFromString } from 'node:v8';

/**
 * How far the heap may grow before it is collected in full, in per cent of what lives. V8 keeps what it compiled for a
 * function only as long as an instance of that function lives, so whatever is made anew in each call is compiled again
 * after every full collection. With what V8 takes by itself, 60 % here, the packing thread collected every hundred
 * baskets and three quarters of all compilations were of functions compiled before (docs/benchmarks.md).
 */
export const HEAP_GROWTH = '--heap-growing-percent=300';

/** For this process and its threads, from their next collection on. `--max-old-space-size` holds as ever. */
export const letTheHeapGrow = (): void => setFlagsFromString(HEAP_GROWTH);
