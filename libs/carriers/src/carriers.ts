/** A carrier as buyers know it. */
export interface Carrier {
  readonly names: { readonly ja: string; readonly en: string };
  /** Page that shows where a parcel is; the tracking number is appended. */
  readonly trackingPage: string;
}

/** By the code that services, tariffs and facts use. Tracking pages as public shop software used them in 2026-11. */
export const CARRIERS: Readonly<Record<string, Carrier>> = {
  yamato: {
    names: { ja: 'ヤマト運輸', en: 'Yamato Transport' },
    trackingPage: 'https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number00=1&number01=',
  },
  sagawa: {
    names: { ja: '佐川急便', en: 'Sagawa Express' },
    trackingPage: 'https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo=',
  },
  japanpost: {
    names: { ja: '日本郵便', en: 'Japan Post' },
    trackingPage: 'https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=',
  },
};
