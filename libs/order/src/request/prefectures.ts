/** 都道府県 in the order of their JIS X 0401 codes, 1 (北海道) to 47 (沖縄県). */
// prettier-ignore
export const PREFECTURES = [
  '北海道', '青森県', '岩手県', '宮城県', '秋田県', '山形県', '福島県', '茨城県', '栃木県', '群馬県',
  '埼玉県', '千葉県', '東京都', '神奈川県', '新潟県', '富山県', '石川県', '福井県', '山梨県', '長野県',
  '岐阜県', '静岡県', '愛知県', '三重県', '滋賀県', '京都府', '大阪府', '兵庫県', '奈良県', '和歌山県',
  '鳥取県', '島根県', '岡山県', '広島県', '山口県', '徳島県', '香川県', '愛媛県', '高知県', '福岡県',
  '佐賀県', '長崎県', '熊本県', '大分県', '宮崎県', '鹿児島県', '沖縄県',
] as const;

/** The JIS code of a prefecture given as its code or its full name; undefined when it is neither. */
export const prefectureCode = (given: unknown): number | undefined => {
  if (typeof given === 'number') return PREFECTURES[given - 1] === undefined ? undefined : given;
  const index = PREFECTURES.findIndex((name) => name === given);
  return index < 0 ? undefined : index + 1;
};

export const prefectureName = (code: number): string => PREFECTURES[code - 1] ?? '';
