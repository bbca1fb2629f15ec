/** Sizes in millimetres and weights in grams of what a small gift shop sells. */
export const SHAPES = [
  { ja: 'マグカップ', en: 'Mug', lengthMm: 120, widthMm: 90, heightMm: 100, weightGrams: 350, fragile: true },
  {
    ja: 'ハンカチ',
    en: 'Handkerchief',
    lengthMm: 200,
    widthMm: 200,
    heightMm: 10,
    weightGrams: 40,
    fragile: false,
  },
  {
    ja: '文庫本',
    en: 'Paperback',
    lengthMm: 150,
    widthMm: 105,
    heightMm: 15,
    weightGrams: 180,
    fragile: false,
  },
  { ja: '茶筒', en: 'Tea caddy', lengthMm: 80, widthMm: 80, heightMm: 110, weightGrams: 220, fragile: false },
  { ja: '皿', en: 'Plate', lengthMm: 210, widthMm: 210, heightMm: 30, weightGrams: 520, fragile: true },
  {
    ja: 'ぬいぐるみ',
    en: 'Soft toy',
    lengthMm: 250,
    widthMm: 180,
    heightMm: 150,
    weightGrams: 260,
    fragile: false,
  },
];
