/** What the master says of an item, as far as a carrier is concerned; absent = unknown. */
export interface ItemMeasures {
  readonly size?: { readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number } | null;
  readonly weightGrams?: number | null;
}

export type DoubtCode = 'size-unknown' | 'weight-unknown' | 'weight-zero' | 'too-dense' | 'too-light';

/** A question for a person: the master says something that goods are not like. */
export interface Doubt {
  readonly code: DoubtCode;
  readonly ja: string;
  readonly en: string;
}

/** Iron is 7.9 g/cm³, yet boxed goods of a shop are hardly ever denser than aluminium or glass. */
const DENSITY_G_PER_CM3_MAX = 5;
/** A balloon in a box is about as light. */
const DENSITY_G_PER_CM3_MIN = 0.01;
const MM3_PER_CM3 = 1_000;

const WORDS: Readonly<Record<DoubtCode, Omit<Doubt, 'code'>>> = {
  'size-unknown': {
    ja: 'サイズが登録されていません。採寸してください',
    en: 'The size is not known. Please measure it',
  },
  'weight-unknown': {
    ja: '重さが登録されていません。量ってください',
    en: 'The weight is not known. Please weigh it',
  },
  'weight-zero': { ja: '重さが0gです。量り直してください', en: 'The weight is 0 g. Please weigh it' },
  'too-dense': {
    ja: 'サイズのわりに重すぎます（1cm³あたり5g超）。サイズと重さを確かめてください',
    en: 'It is too heavy for its size (over 5 g/cm³). Please check size and weight',
  },
  'too-light': {
    ja: 'サイズのわりに軽すぎます（1cm³あたり0.01g未満）。サイズと重さを確かめてください',
    en: 'It is too light for its size (under 0.01 g/cm³). Please check size and weight',
  },
};

/** Every question that size (mm) and weight (g) of an item raise; empty when they look like goods. */
export const doubtsOf = ({ size, weightGrams }: ItemMeasures): readonly Doubt[] => {
  const codes: DoubtCode[] = [];
  const volumeMm3 = size ? size.lengthMm * size.widthMm * size.heightMm : 0;
  const isSized = Number.isFinite(volumeMm3) && volumeMm3 > 0;
  if (!isSized) codes.push('size-unknown');
  if (weightGrams === undefined || weightGrams === null || Number.isNaN(weightGrams))
    codes.push('weight-unknown');
  else if (weightGrams <= 0) codes.push('weight-zero');
  else if (isSized) {
    const density = (weightGrams * MM3_PER_CM3) / volumeMm3;
    if (density > DENSITY_G_PER_CM3_MAX) codes.push('too-dense');
    if (density < DENSITY_G_PER_CM3_MIN) codes.push('too-light');
  }
  return codes.map((code) => ({ code, ...WORDS[code] }));
};
