import type { Parcel } from '../../../shared/parcels/parcel.js';
import type { Scene, SceneBox } from '../../../shared/parcels/scene.js';
import { backToFront, extentOf, project } from './isometric.js';
import { isOf, placingOf, whereOf } from './placing.js';

const aBox = (step: number, sku: string, over: Partial<SceneBox> = {}): SceneBox => ({
  ...{ step, sku, label: sku, colour: '#e69f00', xMm: 0, yMm: 0, zMm: 0, dxMm: 100, dyMm: 100, dzMm: 100 },
  ...over,
});
/** Two mugs side by side on the bottom, a cup on the right one. */
const scene: Scene = {
  packageCode: 'C60',
  kind: 'carton',
  inner: { lengthMm: 200, widthMm: 100, heightMm: 200 },
  boxes: [aBox(1, 'MUG'), aBox(2, 'MUG', { xMm: 100 }), aBox(3, 'CUP', { xMm: 100, zMm: 100 })],
};
const aParcel = (mugs: number, cups: number, packageCode = 'C60'): Parcel =>
  ({
    packageCode,
    lines: [
      { sku: 'MUG', quantity: 2, scanned: mugs },
      { sku: 'CUP', quantity: 1, scanned: cups },
    ],
  }) as unknown as Parcel;
const told = (parcel: Parcel) => {
  const { placed, next } = placingOf(scene, parcel);
  return [placed.map(({ step }) => step), next?.step];
};

describe('what goes in next', () => {
  it.each([
    ['nothing is in', aParcel(0, 0), [[], 1]],
    ['one mug is in', aParcel(1, 0), [[1], 2]],
    ['the cup came first', aParcel(0, 1), [[3], 1]],
    ['all is in', aParcel(2, 1), [[1, 2, 3], undefined]],
  ])('where %s', (_case, parcel, expected) => {
    expect(told(parcel)).toEqual(expected);
  });

  it('is told of the parcel that was planned, and of no other', () => {
    expect(isOf(scene, aParcel(1, 0))).toBe(true);
    expect(isOf(scene, aParcel(1, 0, 'C80'))).toBe(false);
    expect(isOf({ ...scene, boxes: scene.boxes.slice(1) }, aParcel(1, 0))).toBe(false);
    const others = scene.boxes.map((box) => ({ ...box, sku: 'CUP' }));
    expect(isOf({ ...scene, boxes: others }, aParcel(1, 0))).toBe(false);
  });

  it('has words for where it lies', () => {
    expect(scene.boxes.map((box) => whereOf(scene, box))).toEqual([
      { across: 'left', along: 'middle', up: 'bottom' },
      { across: 'right', along: 'middle', up: 'bottom' },
      { across: 'right', along: 'middle', up: 'above' },
    ]);
  });
});

describe('the picture', () => {
  it('paints what is behind and below first, in whatever order it is named', () => {
    const behind = aBox(4, 'POT', { yMm: 100 });
    const painted = backToFront([...scene.boxes, behind].reverse()).map(({ step }) => step);
    expect(painted.indexOf(2)).toBeLessThan(painted.indexOf(3));
    expect(painted.indexOf(1)).toBeLessThan(painted.indexOf(2));
    expect(painted.indexOf(4)).toBeLessThan(painted.indexOf(1));
  });

  it('holds every corner of the package', () => {
    const [left, top, width, height] = extentOf({ xMm: 0, yMm: 0, zMm: 0, dxMm: 200, dyMm: 100, dzMm: 200 });
    for (const x of [0, 200])
      for (const y of [0, 100])
        for (const z of [0, 200]) {
          const [across, down] = project([x, y, z]);
          expect(across).toBeGreaterThanOrEqual(left);
          expect(across).toBeLessThanOrEqual(left + width);
          expect(down).toBeGreaterThanOrEqual(top);
          expect(down).toBeLessThanOrEqual(top + height);
        }
  });
});
