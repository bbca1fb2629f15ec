import { DEFAULT_PACK_RULES, type PackItem } from '@okuru/packing';
import { SEED_PACKAGES } from '../package-kinds/seed-packages.js';
import { packVerified, type Pack } from './pack-verified.js';
import { RememberedPackings } from './remembered-packings.js';

const some = (sku: string, quantity: number): PackItem => ({
  sku,
  quantity,
  size: { lengthMm: 120, widthMm: 90, heightMm: 100 },
  weightGrams: 350,
});

describe('remembered packings', () => {
  let counts: { here: number; aside: number };
  let packings: RememberedPackings;
  beforeEach(() => {
    counts = { here: 0, aside: 0 };
    const counted =
      (where: 'here' | 'aside'): Pack =>
      (...asked) => {
        counts[where] += 1;
        return packVerified(...asked);
      };
    const aside = counted('aside');
    packings = new RememberedPackings((...asked) => Promise.resolve(aside(...asked)), counted('here'));
  });

  it('packs a basket once, whatever the order of its goods, and again when the packages change', () => {
    const first = packings.pack([some('MUG', 1), some('CUP', 2)], SEED_PACKAGES, DEFAULT_PACK_RULES);
    expect(packings.pack([some('CUP', 2), some('MUG', 1)], SEED_PACKAGES, DEFAULT_PACK_RULES)).toBe(first);
    expect(counts).toEqual({ here: 1, aside: 0 });
    packings.pack([some('MUG', 1), some('CUP', 3)], SEED_PACKAGES, DEFAULT_PACK_RULES);
    packings.pack([some('MUG', 1), some('CUP', 2)], SEED_PACKAGES.slice(1), DEFAULT_PACK_RULES);
    expect(counts).toEqual({ here: 3, aside: 0 });
  });

  it('packs a heavy basket aside, once, and a light one on the spot', async () => {
    await packings.prepare([some('MUG', 2)], SEED_PACKAGES, DEFAULT_PACK_RULES);
    expect(counts).toEqual({ here: 0, aside: 0 });
    await packings.prepare([some('MUG', 40)], SEED_PACKAGES, DEFAULT_PACK_RULES);
    await packings.prepare([some('MUG', 40)], SEED_PACKAGES, DEFAULT_PACK_RULES);
    packings.pack([some('MUG', 40)], SEED_PACKAGES, DEFAULT_PACK_RULES);
    expect(counts).toEqual({ here: 0, aside: 1 });
  });
});
