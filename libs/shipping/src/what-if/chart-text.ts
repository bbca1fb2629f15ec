/** Text that may stand in SVG, between tags and in attributes; what no XML may hold is left out. */
export const escapeXml = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export const yen = (value: number): string => `¥${value.toLocaleString('en-US')}`;

/** With its sign; a true minus is as wide as a plus. */
export const signedYen = (value: number): string =>
  value === 0 ? '±¥0' : `${value < 0 ? '−' : '+'}${yen(Math.abs(value))}`;

/** About what fits into a width, in characters of the Latin kind; wide ones count twice. */
export const shortened = (text: string, charactersMax: number): string => {
  let width = 0;
  for (const [at, character] of [...text].entries()) {
    width += character > '\u2e80' ? 2 : 1;
    if (width > charactersMax) return `${[...text].slice(0, at).join('')}…`;
  }
  return text;
};
