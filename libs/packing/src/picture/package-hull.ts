import type { Point } from './isometric.js';
import type { PackingScene } from './scene.js';
import { line, polygon, type Paint } from './svg.js';

/** What of the package lies behind its goods, and what before them. */
export interface Hull {
  readonly behind: string;
  readonly before: string;
}

type Look = Pick<PackingScene, 'kind' | 'inner' | 'unfoldedHeightMm'>;

const BOARD = '#d8b98a';
const PLASTIC = '#9fb3c8';
const EDGE = '#7b5e35';

/** Walls of a box, open towards the eye, or the sheets of a bag round its goods. */
export const hullOf = (scene: Look): Hull => {
  switch (scene.kind) {
    case 'mailer-bag':
      return bagHull(scene, PLASTIC, '#52667a');
    case 'padded-envelope':
      return bagHull(scene, BOARD, EDGE);
    case 'own-box':
      return { behind: '', before: '' };
    case 'carton':
    case 'carrier-box':
    case 'folding-box':
      return boxHull(scene);
  }
};

const boxHull = ({ inner, unfoldedHeightMm }: Look): Hull => {
  const { lengthMm: l, widthMm: w, heightMm: h } = inner;
  const stroke = thin(inner, EDGE);
  const flap = Math.min(w, l) * 0.22;
  const behind = [
    polygon(rectangle([0, 0, 0], [l, 0, 0], [l, w, 0], [0, w, 0]), { fill: '#f2e6d3', ...stroke }),
    polygon(rectangle([0, w, 0], [l, w, 0], [l, w, h], [0, w, h]), { fill: '#e6d2b2', ...stroke }),
    polygon(rectangle([0, 0, 0], [0, w, 0], [0, w, h], [0, 0, h]), { fill: '#ecdcc2', ...stroke }),
    polygon(rectangle([0, w, h], [l, w, h], [l - flap / 2, w + flap, h], [flap / 2, w + flap, h]), {
      fill: BOARD,
      ...stroke,
    }),
    polygon(rectangle([0, 0, h], [0, w, h], [-flap, w - flap / 2, h], [-flap, flap / 2, h]), {
      fill: '#cfae7c',
      ...stroke,
    }),
  ];
  if (unfoldedHeightMm > h) behind.unshift(foldedAway(l, w, h, unfoldedHeightMm, inner));
  const before = [
    line(
      [
        [0, 0, h],
        [l, 0, h],
        [l, w, h],
      ],
      { ...stroke, dash: dashOf(inner) },
    ),
    line(
      [
        [l, 0, 0],
        [l, 0, h],
      ],
      { ...stroke, dash: dashOf(inner) },
    ),
    line(
      [
        [0, 0, 0],
        [l, 0, 0],
        [l, w, 0],
      ],
      stroke,
    ),
  ];
  return { behind: behind.join(''), before: before.join('') };
};

/** The part of the walls that is folded down, as a ghost. */
const foldedAway = (l: number, w: number, h: number, full: number, inner: Look['inner']): string => {
  const ghost = { fill: '#ffffff', ...thin(inner, '#b8a283'), dash: dashOf(inner), opacity: 0 };
  return [
    polygon(rectangle([0, w, h], [l, w, h], [l, w, full], [0, w, full]), ghost),
    polygon(rectangle([0, 0, h], [0, w, h], [0, w, full], [0, 0, full]), ghost),
  ].join('');
};

/** A soft package is as large as when flat along its seam, which lies half way up its goods; its sheets run from there over them. */
const bagHull = ({ inner }: Look, fill: string, edge: string): Hull => {
  const { lengthMm: l, widthMm: w, heightMm: h } = inner;
  const out = h / 2;
  const seam: Point[] = rectangle(
    [-out, -out, out],
    [l + out, -out, out],
    [l + out, w + out, out],
    [-out, w + out, out],
  );
  const stroke = thin(inner, edge);
  const flap = Math.max(l, w) * 0.12;
  const lip = rectangle(
    [l + out, -out, out],
    [l + out, w + out, out],
    [l + out + flap, w + out - flap / 3, out],
    [l + out + flap, -out + flap / 3, out],
  );
  const sheet = (points: Point[], opacity: number): string => polygon(points, { fill, opacity, ...stroke });
  const top = rectangle([0, 0, h], [l, 0, h], [l, w, h], [0, w, h]);
  const [frontLeft, frontRight, backRight, backLeft] = seam as [Point, Point, Point, Point];
  return {
    behind:
      sheet(seam, 0.55) +
      polygon(rectangle([0, 0, 0], [l, 0, 0], [l, w, 0], [0, w, 0]), { fill, opacity: 0.35 }),
    before: [
      sheet([backLeft, backRight, top[2]!, top[3]!], 0.2),
      sheet([frontLeft, backLeft, top[3]!, top[0]!], 0.2),
      sheet([frontLeft, frontRight, top[1]!, top[0]!], 0.3),
      sheet([frontRight, backRight, top[2]!, top[1]!], 0.35),
      polygon(lip, { fill, opacity: 0.9, ...stroke }),
      line(
        [lip[2]!, lip[3]!].map(([x, y, z]): Point => [x - flap / 2, y, z]),
        { ...stroke, dash: dashOf(inner) },
      ),
    ].join(''),
  };
};

const rectangle = (a: Point, b: Point, c: Point, d: Point): Point[] => [a, b, c, d];
const thin = ({ lengthMm, widthMm }: Look['inner'], stroke: string): Paint => ({
  stroke,
  width: Math.max(lengthMm, widthMm) / 260,
});
const dashOf = ({ lengthMm, widthMm }: Look['inner']): string => {
  const dash = Math.max(lengthMm, widthMm) / 60;
  return `${Math.round(dash * 100) / 100}`;
};
