/** What a set (セット商品) is called. */
export interface SetNames {
  readonly ja: string;
  readonly en: string;
}
