/**
 * Stamp duty on receipts for goods sold (印紙税額一覧表 第17号の1文書), in yen, as in force since 2014-04-01.
 * Source: 国税庁 タックスアンサー No.7141. A receipt sent as a file, and one that says it was paid by credit card, needs none.
 */
const STAMP_DUTY: readonly { readonly upToYen: number; readonly dutyYen: number }[] = [
  { upToYen: 49_999, dutyYen: 0 },
  { upToYen: 1_000_000, dutyYen: 200 },
  { upToYen: 2_000_000, dutyYen: 400 },
  { upToYen: 3_000_000, dutyYen: 600 },
  { upToYen: 5_000_000, dutyYen: 1_000 },
  { upToYen: 10_000_000, dutyYen: 2_000 },
  { upToYen: 20_000_000, dutyYen: 4_000 },
  { upToYen: 30_000_000, dutyYen: 6_000 },
  { upToYen: 50_000_000, dutyYen: 10_000 },
  { upToYen: 100_000_000, dutyYen: 20_000 },
  { upToYen: 200_000_000, dutyYen: 40_000 },
  { upToYen: 300_000_000, dutyYen: 60_000 },
  { upToYen: 500_000_000, dutyYen: 100_000 },
  { upToYen: 1_000_000_000, dutyYen: 150_000 },
  { upToYen: Infinity, dutyYen: 200_000 },
];

/** Yen of stamps a receipt on paper needs; the amount without tax where the tax is stated apart. */
export const stampDutyYen = (amountYen: number): number =>
  STAMP_DUTY.find(({ upToYen }) => amountYen <= upToYen)?.dutyYen ?? 0;
