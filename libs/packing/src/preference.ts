import type { Space } from './space.js';

/** What makes one place better than another. */
export type Preference = 'low' | 'low-top' | 'snug' | 'large';

/** Smaller is better; the second number decides between equals. */
export const rate = (
  preference: Preference,
  space: Space,
  ceiling: number,
  dx: number,
  dy: number,
  top: number,
): readonly [number, number] => {
  const volume = dx * dy * (top - space.z);
  switch (preference) {
    case 'low':
      return [space.z, -volume];
    case 'low-top':
      return [top, -volume];
    case 'large':
      return [-volume, space.z];
    case 'snug': {
      const [a, b, c] = [space.x2 - space.x1 - dx, space.y2 - space.y1 - dy, ceiling - top];
      const least = Math.min(a, b, c);
      return [least, a + b + c - least - Math.max(a, b, c)];
    }
  }
};
