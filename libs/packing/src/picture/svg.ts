import { project, type Point, type Spot } from './isometric.js';

/** How one part is painted; a word of SVG for each. */
export interface Paint {
  readonly fill?: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly dash?: string;
  readonly opacity?: number;
}

/** A flat piece of the scene on the paper. */
export const polygon = (points: readonly Point[], paint: Paint): string =>
  `<polygon points="${points.map((point) => pair(project(point))).join(' ')}"${attributes(paint)}/>`;

export const line = (points: readonly Point[], paint: Paint): string =>
  `<polyline points="${points.map((point) => pair(project(point))).join(' ')}"${attributes({ fill: 'none', ...paint })}/>`;

export interface TextStyle {
  readonly sizeMm: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  readonly colour?: string;
  /** A rim of paper round the letters, so that they can be read on any colour. */
  readonly rim?: boolean;
}

export const text = ([x, y]: Spot, words: string, style: TextStyle): string => {
  const { sizeMm, anchor = 'start', bold = false, colour = '#1f2933', rim = false } = style;
  const outline = rim
    ? ` stroke="#ffffff" stroke-width="${short(sizeMm / 5)}" paint-order="stroke" stroke-linejoin="round"`
    : '';
  const weight = bold ? ' font-weight="700"' : '';
  return `<text x="${short(x)}" y="${short(y)}" font-size="${short(sizeMm)}" text-anchor="${anchor}" fill="${colour}"${weight}${outline}>${escaped(words)}</text>`;
};

export const escaped = (words: string): string =>
  words
    // Marks that XML does not allow at all, not even escaped.
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');

/** Two decimals are finer than any screen. */
export const short = (value: number): string => String(Math.round(value * 100) / 100);

const pair = ([x, y]: Spot): string => `${short(x)},${short(y)}`;

const attributes = ({ fill, stroke, width, dash, opacity }: Paint): string =>
  [
    fill && ` fill="${fill}"`,
    stroke && ` stroke="${stroke}"`,
    width && ` stroke-width="${short(width)}"`,
    dash && ` stroke-dasharray="${dash}"`,
    opacity !== undefined && ` fill-opacity="${opacity}"`,
  ]
    .filter(Boolean)
    .join('');
