import { packCheapest } from '../cheapest/pack-cheapest.js';
import { DEFAULT_PACK_RULES as RULES, type PackageKind, type PackItem, type SizeMm } from '../types.js';
import { backToFront, type Body } from './isometric.js';
import { packingPicture, STRIP_VIEWS_MAX } from './packing-picture.js';
import { sceneOf, type PackingScene } from './scene.js';

const mm = (lengthMm: number, widthMm: number, heightMm: number): SizeMm => ({ lengthMm, widthMm, heightMm });
const COMMON = { emptyWeightGrams: 100, grossWeightGramsMax: 20_000, costYen: 100 };
const CARTON: PackageKind = {
  ...COMMON,
  code: 'C<1>',
  kind: 'carton',
  inner: mm(300, 200, 200),
  outer: mm(306, 206, 212),
};
const FOLDING: PackageKind = { ...CARTON, code: 'F1', kind: 'folding-box', innerHeightMmMin: 40 };
const BAG: PackageKind = {
  ...COMMON,
  code: 'B1',
  kind: 'mailer-bag',
  flat: { lengthMm: 300, widthMm: 220 },
  wallMm: 1,
  thicknessMmMax: 60,
};
const CUP: PackItem = { sku: 'cup', quantity: 2, size: mm(80, 80, 90), weightGrams: 300, fragile: true };
const BOOK: PackItem = { sku: 'book', quantity: 3, size: mm(180, 130, 20), weightGrams: 400, flatOnly: true };

const sceneIn = (
  kind: PackageKind,
  items: PackItem[],
  labels?: ReadonlyMap<string, string>,
): PackingScene => {
  const { best } = packCheapest(items, [kind], RULES, () => 1);
  return sceneOf(best!.packages[0]!, kind, items, RULES, labels);
};
const countOf = (svg: string, part: RegExp): number => [...svg.matchAll(part)].length;

describe('sceneOf', () => {
  it('numbers the boxes as they are placed and gives one sku one colour', () => {
    const { boxes } = sceneIn(CARTON, [CUP, BOOK]);
    expect(boxes.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(boxes.filter(({ sku }) => sku === 'book').map(({ colour }) => colour)).size).toBe(1);
    expect(new Set(boxes.map(({ colour }) => colour)).size).toBe(2);
    expect(boxes.find(({ sku }) => sku === 'cup')!.paddingMm).toBe(RULES.paddingMm);
  });

  it('is plain data', () => {
    const scene = sceneIn(BAG, [BOOK]);
    expect(JSON.parse(JSON.stringify(scene))).toEqual(scene);
  });
});

describe('packingPicture', () => {
  it('names goods as the shop does, whatever marks they hold', () => {
    const svg = packingPicture(sceneIn(CARTON, [BOOK], new Map([['book', '料理 <&"本"\u0000>']])));
    expect(svg).toContain('料理 &lt;&amp;&quot;本&quot;\u{FFFD}&gt; × 3');
    expect(svg).toContain('C&lt;1&gt;');
    expect(svg.replace(/&(lt|gt|amp|quot);/g, '')).not.toMatch(/&|<[^a-z/]/);
  });

  it('shows each step once in the small views, and several at once when there are many', () => {
    const three = packingPicture(sceneIn(CARTON, [BOOK]));
    expect(countOf(three, /scale\(/g)).toBe(1 + 3);
    const many = packingPicture(
      sceneIn(CARTON, [{ ...BOOK, size: mm(40, 40, 40), weightGrams: 100, quantity: 60 }]),
    );
    expect(countOf(many, /scale\(/g)).toBe(1 + STRIP_VIEWS_MAX);
    expect(many.includes('>56–60<')).toBe(true);
  });

  it('draws a bag round its goods and a box open above them', () => {
    const boardOf = (svg: string): boolean => svg.includes('#f2e6d3');
    expect(boardOf(packingPicture(sceneIn(CARTON, [BOOK])))).toBe(true);
    expect(boardOf(packingPicture(sceneIn(BAG, [BOOK])))).toBe(false);
  });

  it('shows how far a box is folded down', () => {
    const folded = sceneIn(FOLDING, [BOOK]);
    expect([folded.inner.heightMm, folded.unfoldedHeightMm]).toEqual([40, 200]);
    expect(countOf(packingPicture(folded), /fill-opacity="0"/g)).toBeGreaterThan(0);
    expect(countOf(packingPicture(sceneIn(CARTON, [BOOK])), /fill-opacity="0"/g)).toBe(0);
  });

  it('draws filler round what breaks', () => {
    const cushions = (quantity: number): number =>
      countOf(packingPicture(sceneIn(CARTON, [{ ...CUP, quantity }])), /fill-opacity="0.25"/g);
    expect([cushions(1), cushions(2)]).toEqual([2 * 3, (2 + 1 + 2) * 3]);
  });
});

describe('backToFront', () => {
  it('paints what is behind, below or to the left first', () => {
    const body = (name: string, x: number, y: number, z: number): Body & { name: string } => ({
      name,
      from: [x, y, z],
      to: [x + 10, y + 10, z + 10],
    });
    const bodies = [
      body('front', 0, 0, 0),
      body('back', 0, 10, 0),
      body('top', 0, 10, 10),
      body('right', 10, 0, 0),
    ];
    const names = backToFront([...bodies].reverse()).map(({ name }) => name);
    for (const [first, then] of [
      ['back', 'front'],
      ['back', 'top'],
      ['front', 'right'],
    ] as const)
      expect(names.indexOf(first)).toBeLessThan(names.indexOf(then));
  });
});
