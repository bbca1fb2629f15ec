import type { GoodsTrait, PackageRefusal } from '@okuru/packing';
import type { PackagingDecision, PackagingRefusal } from './packaging-decision.js';

/** A reason as a person reads it. */
export interface Words {
  readonly ja: string;
  readonly en: string;
}

/** Why a package does not take all the goods alone. */
export const PACKAGE_REFUSAL_WORDS: Readonly<Record<PackageRefusal['reason'], Words>> = {
  'too-small': {
    ja: '商品の体積または一辺が、この資材の内寸より大きいです',
    en: 'The goods are larger than the inside of this package',
  },
  'too-heavy': {
    ja: '商品と資材の重さが、この資材の上限を超えます',
    en: 'Goods and package are heavier than this package may be',
  },
  'does-not-fit': {
    ja: 'すべての商品を安全に入れる置き方がありません',
    en: 'There is no safe way to place all the goods in it',
  },
  'goods-not-allowed': {
    ja: 'この資材には入れられない商品があります',
    en: 'This package does not protect some of the goods',
  },
  'not-its-own-box': {
    ja: '商品の箱のまま送れるのは、それが許された商品１点だけです',
    en: 'Only one unit of goods that may go as they are is sent in its own box',
  },
  'none-left': { ja: 'この資材の在庫がありません', en: 'None of these packages is left' },
  impossible: {
    ja: '置き方をすべて調べましたが、入りません',
    en: 'Every way to place the goods was ruled out',
  },
  'search-budget-spent': {
    ja: '決められた手間の中では、入れ方が見つかりませんでした（入らないと決まったわけではありません）',
    en: 'No way was found within the bounded effort, which does not prove that there is none',
  },
};

export const TRAIT_WORDS: Readonly<Record<GoodsTrait, Words>> = {
  fragile: { ja: '割れ物', en: 'fragile goods' },
  'do-not-stack': { ja: '上に物を載せられない商品', en: 'goods on which nothing may lie' },
  liquid: { ja: '液体', en: 'liquids' },
  battery: { ja: '電池', en: 'batteries' },
};

export const OUTCOME_WORDS: Readonly<Record<PackagingRefusal['reason'], Words>> = {
  'fits-no-package': {
    ja: 'どの資材にも安全に入らない商品があります。担当者が決めてください',
    en: 'Some goods fit no package safely; a person must decide',
  },
  'no-carrier-may-carry-it': {
    ja: '約束した届け方で運べる運送会社がありません。担当者が決めてください',
    en: 'No carrier may carry it as promised; a person must decide',
  },
};

export const HAND_OVER_WORDS: Readonly<Record<NonNullable<PackagingDecision['handOverBecause']>, Words>> = {
  value: {
    ja: '金額が高いので、郵便受けではなく手渡しにします',
    en: 'The goods are worth so much that they are handed to a person',
  },
  fragile: {
    ja: '割れ物なので、郵便受けではなく手渡しにします',
    en: 'The goods are fragile, so they are handed to a person',
  },
};

export const LOSS_UNKNOWN_WORDS: Words = {
  ja: '事故の実績がまだ無いため、見込み損失は「不明」です（合計には０円で入れています）',
  en: 'No cases are on record yet, so the expected loss is unknown; it counts 0 yen in the total',
};

/** Why no choice stands with a parcel. */
export const LEFT_TO_A_PERSON_WORDS = {
  'size-unknown': {
    ja: 'サイズか重さが分からない商品があるため、資材は梱包する人が選びます。採寸をお勧めします',
    en: 'A size or weight is unknown, so the person who packs picks the package; measuring is proposed',
  },
  'parcel-split': {
    ja: '残りを別の箱に分けたため、資材はそのまま使います',
    en: 'The rest went into another box, and this one keeps its package',
  },
} as const satisfies Record<string, Words>;

/** Whether the search knows that nothing is cheaper. */
export const proofWords = (proof: PackagingDecision['proof']): Words =>
  proof.proven
    ? { ja: 'これより安い送り方はありません', en: 'There is no cheaper way to send it' }
    : {
        ja: `見つかった中でいちばん安い方法です。${proof.lowerBoundYen}円より安い方法はありません`,
        en: `The cheapest way found; none can cost less than ${proof.lowerBoundYen} yen`,
      };
