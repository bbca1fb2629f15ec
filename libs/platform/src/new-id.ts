import { v7 } from 'uuid';
import { drawnBytes } from './drawn-bytes.js';

const ID_BYTES = 16;

let msecs = -Infinity;
let seq = 0;

/**
 * A UUID of version 7 (RFC 9562, 5.7). Of one process, each is greater than the one before: the same counting as `uuid` does
 * by itself, which it leaves to whoever brings random bytes of his own.
 */
export const newId = (): string => {
  const random = drawnBytes(ID_BYTES);
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    seq = random.readUInt32BE(6) & 0x7f_ff_ff_ff;
  } else {
    seq = (seq + 1) | 0;
    if (seq === 0) msecs += 1;
  }
  return v7({ random, msecs, seq });
};
