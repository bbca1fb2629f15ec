import { randomBytes } from 'node:crypto';
import { keyRingContract } from './key-ring.contract.js';
import { MemoryKeyRing, MemoryKeyStore } from './memory-key-ring.js';

keyRingContract('in memory', () => {
  const store = new MemoryKeyStore();
  const master = randomBytes(32);
  return Promise.resolve({
    ring: (masterKey = master) => Promise.resolve(new MemoryKeyRing(masterKey, store)),
    close: () => Promise.resolve(),
  });
});
