const GROUPED = new Intl.NumberFormat('en-US');

/** `¥12,300`; less than nothing as `-¥300`. */
export const yen = (amount: number): string => `${amount < 0 ? '-' : ''}¥${GROUPED.format(Math.abs(amount))}`;

export const count = (number: number): string => GROUPED.format(number);

/** `2026-01-15` as 2026年1月15日. */
export const dayOf = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};

/** `2026-01-15` as 2026/01/15, for tables. */
export const shortDay = (date: string): string => date.replaceAll('-', '/');

/** A name with 様 or 御中, which never stands alone on a line. */
export const addressed = (name: string, honorific: string): string => `${name}\u00a0${honorific}`;

/** As wide as a letter: before what stands beneath something. */
export const INDENT = '\u3000';
