/**
 * The twelve regions parcel carriers reckon distance by, with the place their distance is measured from (WGS 84 degrees of the
 * named city). Okuru's sample tariff uses the distance; the grouping is the one carriers publish (japan.md 3.1).
 */
export const REGIONS = {
  hokkaido: { ja: '北海道', from: 'Sapporo', latitude: 43.06, longitude: 141.35 },
  'north-tohoku': { ja: '北東北', from: 'Morioka', latitude: 39.7, longitude: 141.15 },
  'south-tohoku': { ja: '南東北', from: 'Sendai', latitude: 38.27, longitude: 140.87 },
  kanto: { ja: '関東', from: 'Tokyo', latitude: 35.69, longitude: 139.69 },
  shinetsu: { ja: '信越', from: 'Nagano', latitude: 36.65, longitude: 138.18 },
  hokuriku: { ja: '北陸', from: 'Kanazawa', latitude: 36.56, longitude: 136.65 },
  chubu: { ja: '中部', from: 'Nagoya', latitude: 35.18, longitude: 136.91 },
  kansai: { ja: '関西', from: 'Osaka', latitude: 34.69, longitude: 135.5 },
  chugoku: { ja: '中国', from: 'Hiroshima', latitude: 34.4, longitude: 132.46 },
  shikoku: { ja: '四国', from: 'Takamatsu', latitude: 34.34, longitude: 134.04 },
  kyushu: { ja: '九州', from: 'Fukuoka', latitude: 33.59, longitude: 130.4 },
  okinawa: { ja: '沖縄', from: 'Naha', latitude: 26.21, longitude: 127.68 },
} as const;

export type Region = keyof typeof REGIONS;

/** One of the 47 prefectures. */
export interface Prefecture {
  /** JIS X 0401 code, 1-47. */
  readonly code: number;
  readonly ja: string;
  readonly en: string;
  readonly region: Region;
}

const ROWS: readonly (readonly [ja: string, en: string, region: Region])[] = [
  ['北海道', 'Hokkaido', 'hokkaido'],
  ['青森県', 'Aomori', 'north-tohoku'],
  ['岩手県', 'Iwate', 'north-tohoku'],
  ['宮城県', 'Miyagi', 'south-tohoku'],
  ['秋田県', 'Akita', 'north-tohoku'],
  ['山形県', 'Yamagata', 'south-tohoku'],
  ['福島県', 'Fukushima', 'south-tohoku'],
  ['茨城県', 'Ibaraki', 'kanto'],
  ['栃木県', 'Tochigi', 'kanto'],
  ['群馬県', 'Gunma', 'kanto'],
  ['埼玉県', 'Saitama', 'kanto'],
  ['千葉県', 'Chiba', 'kanto'],
  ['東京都', 'Tokyo', 'kanto'],
  ['神奈川県', 'Kanagawa', 'kanto'],
  ['新潟県', 'Niigata', 'shinetsu'],
  ['富山県', 'Toyama', 'hokuriku'],
  ['石川県', 'Ishikawa', 'hokuriku'],
  ['福井県', 'Fukui', 'hokuriku'],
  ['山梨県', 'Yamanashi', 'kanto'],
  ['長野県', 'Nagano', 'shinetsu'],
  ['岐阜県', 'Gifu', 'chubu'],
  ['静岡県', 'Shizuoka', 'chubu'],
  ['愛知県', 'Aichi', 'chubu'],
  ['三重県', 'Mie', 'chubu'],
  ['滋賀県', 'Shiga', 'kansai'],
  ['京都府', 'Kyoto', 'kansai'],
  ['大阪府', 'Osaka', 'kansai'],
  ['兵庫県', 'Hyogo', 'kansai'],
  ['奈良県', 'Nara', 'kansai'],
  ['和歌山県', 'Wakayama', 'kansai'],
  ['鳥取県', 'Tottori', 'chugoku'],
  ['島根県', 'Shimane', 'chugoku'],
  ['岡山県', 'Okayama', 'chugoku'],
  ['広島県', 'Hiroshima', 'chugoku'],
  ['山口県', 'Yamaguchi', 'chugoku'],
  ['徳島県', 'Tokushima', 'shikoku'],
  ['香川県', 'Kagawa', 'shikoku'],
  ['愛媛県', 'Ehime', 'shikoku'],
  ['高知県', 'Kochi', 'shikoku'],
  ['福岡県', 'Fukuoka', 'kyushu'],
  ['佐賀県', 'Saga', 'kyushu'],
  ['長崎県', 'Nagasaki', 'kyushu'],
  ['熊本県', 'Kumamoto', 'kyushu'],
  ['大分県', 'Oita', 'kyushu'],
  ['宮崎県', 'Miyazaki', 'kyushu'],
  ['鹿児島県', 'Kagoshima', 'kyushu'],
  ['沖縄県', 'Okinawa', 'okinawa'],
];

/** All 47 in the order of their codes: row n has code n. */
export const PREFECTURES: readonly Prefecture[] = ROWS.map(([ja, en, region], index) => ({
  code: index + 1,
  ja,
  en,
  region,
}));

export const prefectureOf = (code: number): Prefecture | undefined => PREFECTURES[code - 1];
