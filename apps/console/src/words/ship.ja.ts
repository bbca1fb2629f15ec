/** Of the cages and of what the server refused: loaded with their screens. */
export const shipJa = {
  title: '出荷・引渡し',
  chooseCage: 'カゴ(運送会社)を選ぶか、カゴのコードを読み取ってください',
  cage: '{{carrier}} のカゴ',
  scan: '送り状を読み取ってください',
  waiting: '残り {{count}} 個',
  left: '引渡し済み {{count}} 個',
  handedOver: '引渡し: {{waybill}}',
  already: 'この荷物はもう出荷済みです。',
  offline: '接続がないため、引渡しはできません。荷物をカゴに入れずに待ってください。',
  notWaybill: '送り状ではありません。',
  none: '引渡しを待つ荷物はありません。',
  change: 'カゴを変える',
  cageNone: 'このカゴへ入れる荷物は、いまありません。',
} as const;

export const queueJa = {
  title: '送信エラー',
  explain: 'サーバーが受け付けなかった記録です。一件ずつ確認してください。',
  again: 'もう一度送る',
  away: '確認して閉じる',
  none: '送信エラーはありません。',
  by: { scanner: 'スキャン', manual: '手入力' },
} as const;
