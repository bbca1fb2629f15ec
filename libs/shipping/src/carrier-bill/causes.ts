/** Why a carrier bills other than planned, in words for staff. */
export const CAUSES = {
  bulge: {
    ja: '大きいサイズで請求：荷物が膨らんだか測り違い',
    en: 'A larger size class though goods and package say less: the package bulged or was measured wrong',
  },
  weight: {
    ja: '重量で上のサイズになった',
    en: 'The weight lifted the parcel into a larger class',
  },
  'wrong-master': {
    ja: '同じ商品だけの荷物が続けて大きく請求：商品マスタの寸法か重量を確かめる',
    en: 'Several parcels of this item alone were billed larger: its size or weight in the master is doubtful',
  },
  'smaller-class': { ja: '計画より小さいサイズで請求', en: 'A smaller class than planned' },
  'other-service': { ja: '別のサービスのサイズで請求', en: 'A class of another service than planned' },
  tariff: { ja: 'サイズと地帯は同じで運賃が違う', en: 'Same class and zone, other yen' },
  remote: { ja: '離島・中継料', en: 'A surcharge for an island or remote place that was not planned' },
  surcharge: { ja: 'その他の付加料金の差', en: 'Another surcharge differs from the plan' },
  'no-plan': { ja: '比べる計画がない', en: 'Nothing was planned that the bill could be held against' },
  'not-dispatched': { ja: '発送していない荷物の請求', en: 'The parcel never left' },
  'unknown-parcel': {
    ja: '当店の荷物ではない番号',
    en: 'No parcel of the shop bears this number with this carrier',
  },
  'billed-twice': { ja: '同じ番号が二度請求された', en: 'The parcel was billed before' },
  'not-billed': { ja: '発送したが請求にない', en: 'The parcel left and is on no bill' },
} as const satisfies Readonly<Record<string, { readonly ja: string; readonly en: string }>>;

export type Cause = keyof typeof CAUSES;

/** A part of a difference; the parts of one row add up to it. */
export interface CausePart {
  readonly cause: Cause;
  readonly yen: number;
}
