/** Colours that stay apart for colour-blind eyes too (Okabe and Ito 2008), then lighter ones; beyond these they come round again. */
const PALETTE = [
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#cc79a7',
  '#d55e00',
  '#0072b2',
  '#b3de69',
  '#bebada',
  '#fccde5',
  '#8dd3c7',
  '#a6761d',
] as const;

export const colourOf = (index: number): string => PALETTE[Math.max(0, index) % PALETTE.length]!;

/** The colour with its light multiplied: below 1 darker, above 1 nearer to white. */
export const shaded = (colour: string, light: number): string => {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const mixed = parts.map((part) => (light <= 1 ? part * light : 255 - (255 - part) * (2 - light)));
  return `#${mixed.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
};
