import { fillRoom } from './fill-room.js';
import { shapesOf } from './shape.js';
import { DEFAULT_PACK_RULES as RULES } from './types.js';

describe('fillRoom', () => {
  it('fills the room to the brim and says what stayed out', () => {
    const cube = { lengthMm: 100, widthMm: 100, heightMm: 100 };
    const shapes = shapesOf([{ sku: 'a', quantity: 30, size: cube, weightGrams: 10 }], RULES);
    const room = { lengthMm: 300, widthMm: 300, heightMm: 300, goodsGramsMax: 1_000 };
    const { left, volumeMm3, goodsGrams } = fillRoom(shapes, room, RULES);
    expect(left).toEqual([3]);
    expect(volumeMm3).toBe(27e6);
    expect(goodsGrams).toBe(270);
  });
});
