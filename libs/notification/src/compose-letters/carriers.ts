import type { Language } from './language.js';

interface CarrierToBuyer {
  readonly ja: string;
  readonly en: string;
  /** Page that shows where a parcel is; the tracking number is appended. As public shop software used them in 2026-11. */
  readonly trackingPage: string;
}

/** What buyers call the carriers. */
const CARRIERS: Readonly<Record<string, CarrierToBuyer>> = {
  yamato: {
    ja: 'ヤマト運輸',
    en: 'Yamato Transport',
    trackingPage: 'https://toi.kuronekoyamato.co.jp/cgi-bin/tneko?number00=1&number01=',
  },
  sagawa: {
    ja: '佐川急便',
    en: 'Sagawa Express',
    trackingPage: 'https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo=',
  },
  japanpost: {
    ja: '日本郵便',
    en: 'Japan Post',
    trackingPage: 'https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=',
  },
};

/** An unknown carrier goes by its code. */
export const carrierName = (carrier: string, language: Language): string =>
  Object.hasOwn(CARRIERS, carrier) ? (CARRIERS[carrier]?.[language] ?? carrier) : carrier;

/** null for an unknown carrier: better no link than one to nowhere. */
export const trackingPage = (carrier: string, trackingNumber: string): string | null => {
  const page = Object.hasOwn(CARRIERS, carrier) ? CARRIERS[carrier]?.trackingPage : undefined;
  return page === undefined ? null : `${page}${encodeURIComponent(trackingNumber)}`;
};
