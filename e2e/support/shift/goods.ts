/** Whom a buyer may ask for; everything else goes with whoever is cheapest. */
export const YAMATO = 'yamato/takkyubin';

export interface Good {
  readonly sku: string;
  readonly name: string;
  readonly shelf: string;
  /** EAN-8, as small goods have it. */
  readonly barcode: string;
  readonly grams: number;
  readonly lookAlike: string;
}

const ean8 = (body: string): string => {
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
};

/** In the order of the walk. */
export const GREEN: Good = {
  ...{ sku: 'TEA-GREEN', name: '煎茶 缶 緑', shelf: 'A-1', barcode: ean8('2000011'), grams: 140 },
  lookAlike: 'tea',
};
/** Differs from it in one word. */
export const BLACK: Good = {
  ...{ sku: 'TEA-BLACK', name: '煎茶 缶 黒', shelf: 'A-2', barcode: ean8('2000022'), grams: 140 },
  lookAlike: 'tea',
};
export const CUP: Good = {
  ...{ sku: 'CUP', name: '湯のみ', shelf: 'A-10', barcode: ean8('2000033'), grams: 210 },
  lookAlike: '',
};
/** The books say one is there, and nobody finds it. */
export const POT: Good = {
  ...{ sku: 'POT', name: '急須', shelf: 'B-1', barcode: ean8('2000044'), grams: 520 },
  lookAlike: '',
};
export const GOODS = [GREEN, BLACK, CUP, POT] as const;

export const goodAt = (shelf: string): Good => {
  const found = GOODS.find((good) => good.shelf === shelf);
  if (!found) throw new Error(`No good of this shift lies at ${shelf}`);
  return found;
};

export const goodOf = (sku: string): Good => {
  const found = GOODS.find((good) => good.sku === sku);
  if (!found) throw new Error(`${sku} is no good of this shift`);
  return found;
};

export const itemRows = (): string =>
  [
    'sku,name_ja,name_en,barcodes,length_mm,width_mm,height_mm,weight_g,value_yen,shelf,look_alike_group',
    ...GOODS.map(
      ({ sku, name, barcode, grams, shelf, lookAlike }) =>
        `${sku},${name},${sku},${barcode},90,90,80,${grams},1200,${shelf},${lookAlike}`,
    ),
  ].join('\n');
