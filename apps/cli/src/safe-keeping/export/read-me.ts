/** A file of an export, for the page that lies beside it. */
export interface ExportedFile {
  readonly file: string;
  /** What a row is. */
  readonly meaning: string;
  readonly rows: number;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly comment: string | null;
  }[];
}

/** The page that says what lies in an export, for somebody who has never seen Okuru. */
export const readMe = (files: readonly ExportedFile[], at: Date, openSeals: boolean): string =>
  [
    '# Export of an Okuru shop',
    '',
    `Everything as of ${at.toISOString()}. Each file holds one table, each line one row as a JSON object (UTF-8).`,
    'Times are UTC, money is whole yen, lengths are millimetres, weights grams, unless a name says otherwise.',
    'Rows refer to each other by the columns that end in `_id` and by `sku`.',
    '',
    openSeals
      ? '**Personal data lies here in the open**: names, addresses, telephone numbers, e-mail addresses. `{"erased":true}` stands where somebody was erased, `{"unreadable":true}` where a seal does not open.'
      : 'Personal data is sealed (`keyId`, `iv`, `ciphertext`, `tag`); only the shop that has the keys can open it: `okuru export --open-seals`.',
    ...files.flatMap(({ file, meaning, rows, columns }) => [
      '',
      `## ${file}`,
      '',
      `${rows} rows. A row is ${meaning}.`,
      '',
      '| column | type | |',
      '| --- | --- | --- |',
      ...columns.map(({ name, type, comment }) => `| ${name} | ${type} | ${comment ?? ''} |`),
    ]),
    '',
  ].join('\n');
