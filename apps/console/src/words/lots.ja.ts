/** What the screens say of lots. `lots.en.ts` says the same under the same keys; both come with the screens that need them. */
const places = {
  'lot-expired': { expected: '取るロット', scanned: '読み取ったロット' },
  'lot-expires-soon': { expected: '取るロット', scanned: '読み取ったロット' },
  'lot-unknown': { expected: '取るロット', scanned: '読み取ったロット' },
  'lot-later': { expected: '取るロット', scanned: '読み取ったロット' },
};

export const lotsJa = {
  lots: {
    take: '取るロット',
    one: 'ロット {{lot}} 期限 {{expiresOn}} × {{count}}',
    none: '出せるロットがありません。GS1コードを読み取るか、欠品にしてください。',
    notGiven: '取らないロット',
    expired: '期限切れ',
    'expires-soon': '期限間近',
    another: '別のロット {{lot}} (期限 {{expiresOn}}) として記録しました: {{name}} → {{slot}} 番',
    title: 'ロット',
    sooner: '期限切れ・期限間近 ({{days}} 日以内)',
    daysLeft: 'あと {{count}} 日',
    noLots: 'ロットはありません。',
    lot: 'ロット番号',
    expiresOn: '期限 (例 2026-12-31)',
    name: 'GS1コードを読み取るか、ロットと期限を入力してください。',
    nameFirst: '先にロットと期限を入力してください。',
    otherLot: '別のロットです。先にこのロットを確定してください。',
    controlled: 'ロットと期限で管理する',
    kept: '{{name}}: ロットの管理を変えました',
  },
  stop: {
    places,
    reasons: {
      'lot-expired': 'このロットは期限が切れています。出荷せず、別に置いてください。',
      'lot-expires-soon': 'このロットは期限が近いため出荷できません。別に置いてください。',
      'lot-unknown': 'このロットは登録がなく、期限が分かりません。',
      'lot-later': '期限の早いロットが先です。見つからないときは、同じロットをもう一度読み取ってください。',
    },
  },
  stock: {
    refusals: {
      'wrong-lots': 'ロットか期限が登録と合いません。商品を確認してください。',
      'lot-holds-fewer': 'このロットの在庫より多いため、確定できません。もう一度数えてください。',
      'item-is-stocked': '在庫があるため変えられません。在庫がなくなってから変えてください。',
    },
  },
} as const;
