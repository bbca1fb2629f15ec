import type { QuoteRefusalReason } from './types.js';

/** Each refusal in words that a person of the shop understands. */
export const refusalWords: Readonly<
  Record<QuoteRefusalReason, { readonly ja: string; readonly en: string }>
> = {
  'too-large': {
    ja: '荷物の三辺合計または幅が、このサービスの上限を超えています',
    en: 'The parcel is larger than this service takes',
  },
  'too-heavy': {
    ja: '荷物がこのサービスの重さの上限を超えています',
    en: 'The parcel is heavier than this service takes',
  },
  'too-long': {
    ja: 'いちばん長い辺がこのサービスの上限を超えています',
    en: 'The longest side is longer than this service takes',
  },
  'too-thick': {
    ja: '荷物が厚すぎて、郵便受けに入る上限を超えています',
    en: 'The parcel is thicker than this service takes',
  },
  'too-small': {
    ja: '荷物がこのサービスの最小サイズに足りません',
    en: 'The parcel is smaller than the least size of this service',
  },
  'too-long-to-stay-upright': {
    ja: '天地無用の荷物としては、一辺がこのサービスの上限を超えています',
    en: 'A parcel that must stay upright may not be this long with this service',
  },
  'too-large-for-cool': {
    ja: 'クール便で送れるサイズを超えています',
    en: 'The parcel is larger than this service takes chilled or frozen',
  },
  'box-of-another-carrier': {
    ja: '他社の専用箱は、この運送会社では送れません',
    en: 'A box of another carrier does not go with this one',
  },
  'own-box-only': { ja: 'このサービスは専用の箱でしか送れません', en: 'This service takes only its own box' },
  'no-hand-over': {
    ja: '手渡しが必要ですが、このサービスは郵便受けに届けます',
    en: 'The parcel must be handed to a person, and this service drops it in the letter box',
  },
  'no-cash-on-delivery': {
    ja: 'このサービスは代金引換に対応していません',
    en: 'This service collects no cash on delivery',
  },
  'too-much-to-collect': {
    ja: '代金引換の金額が、このサービスの上限を超えています',
    en: 'The amount to collect is more than this service collects',
  },
  'slot-not-offered': {
    ja: 'このサービスでは、ご希望の時間帯を指定できません',
    en: 'This service does not offer the time slot that was asked for',
  },
  'not-the-paid-service': {
    ja: 'お客様が選んで支払った配送方法ではありません',
    en: 'The buyer chose and paid for another service',
  },
  'temperature-not-served': {
    ja: 'このサービスは、この温度帯（冷蔵・冷凍）に対応していません',
    en: 'This service does not carry goods at this temperature',
  },
  'worth-too-much': {
    ja: '商品の価格が、このサービスの補償の上限を超えています',
    en: 'The goods are worth more than this service answers for',
  },
  'battery-not-taken': {
    ja: 'このサービスは電池を含む荷物を扱いません',
    en: 'This service takes no batteries',
  },
  'battery-not-by-air': {
    ja: '届け先へは航空便になるため、電池を含む荷物は送れません',
    en: 'The parcel would fly to this place, and batteries may not',
  },
  'liquid-not-taken': { ja: 'このサービスは液体を扱いません', en: 'This service takes no liquids' },
  'liquid-not-by-air': {
    ja: '届け先へは航空便になるため、液体は送れません',
    en: 'The parcel would fly to this place, and liquids may not',
  },
  'no-tariff-in-force': {
    ja: '出荷日に有効な運賃表がありません',
    en: 'No tariff of this service is in force on the day of dispatch',
  },
  'zone-not-served': {
    ja: '届け先の都道府県の運賃が運賃表にありません',
    en: 'The tariff has no price to this prefecture',
  },
  'class-not-priced': {
    ja: 'このサイズの運賃が運賃表にありません',
    en: 'The tariff has no price for this size',
  },
  'area-not-served': {
    ja: '届け先の地域（離島など）には、このサービスでは届きません',
    en: 'This service does not reach this place',
  },
  'date-not-offered': {
    ja: 'このサービスでは、ご希望のお届け日を指定できません',
    en: 'This service cannot deliver on exactly the day that was asked for',
  },
  'date-not-reachable': {
    ja: '今から出荷しても、ご希望のお届け日に間に合いません',
    en: 'The day that was asked for can no longer be reached',
  },
  'arrival-not-known': {
    ja: 'お届けまでの日数が運賃表に入っていないため、希望日に届くか分かりません',
    en: 'The tariff does not say how many days it takes, so the day asked for cannot be promised',
  },
  'no-pick-up': {
    ja: '今後60日間、出荷できる日がありません',
    en: 'Nothing is picked up within the next 60 days',
  },
};
