import type { EventData, RehearsalPlan, RehearsedParcel } from '@okuru/contracts';

interface Words {
  readonly ja: string;
  readonly en: string;
}

/** What a rehearsal answers, as far as it is shown. */
export interface ShownRehearsal {
  readonly reference: string;
  readonly channel: string;
  readonly stock: EventData<'rehearsal.stocked'>['lines'];
  readonly parcels: readonly RehearsedParcel[];
  readonly totalYen: number | null;
  readonly holds: readonly { readonly reason: string; readonly words: Words }[];
  readonly obstacles: readonly {
    readonly code: string;
    readonly skus: readonly string[];
    readonly words: Words;
  }[];
  readonly tables: RehearsalPlan['tables'];
}

/** A rehearsal as a person reads it at a terminal. */
export const rehearsalLines = (rehearsal: ShownRehearsal): string[] => {
  const { reference, channel, stock, parcels, totalYen, holds, obstacles } = rehearsal;
  return [
    `${channel} ${reference}: rehearsed, nothing was ordered`,
    '',
    ...table([
      ['line', 'sku', 'units', 'in stock', 'waiting', 'cancelled'],
      ...stock.map((line) => [
        line.lineId,
        line.sku,
        ...[line.quantity, line.available, line.waiting, line.cancelled].map(String),
      ]),
    ]),
    '',
    ...table([
      ['parcel', 'package', 'carrier', 'class', 'arrives', 'goods', 'yen'],
      ...parcels.map((parcel, index) => [
        `${index + 1}${parcel.waitsForStock ? ' (waits)' : ''}`,
        parcel.package ? `${parcel.package.code} ${parcel.package.nameJa}` : 'a person picks it',
        parcel.carrier === null ? '-' : `${parcel.carrier}/${parcel.service ?? ''}`,
        parcel.classCode ?? '-',
        parcel.arrivesOn ?? '-',
        parcel.lines.map(({ sku, quantity }) => `${quantity} × ${sku}`).join(', '),
        priceOf(parcel),
      ]),
    ]),
    '',
    totalYen === null ? 'total: not known yet' : `total: ${yen(totalYen)} yen`,
    ...holds.map(({ reason, words }) => `held, ${reason}: ${words.en} ${words.ja}`),
    ...obstacles.map(
      ({ code, skus, words }) =>
        `! ${code}${skus.length > 0 ? ` (${skus.join(', ')})` : ''}: ${words.en} ${words.ja}`,
    ),
    `tables: ${rehearsal.tables.map(({ table: name, version }) => `${name} ${version}`).join(', ')}`,
  ];
};

const yen = (amount: number): string => amount.toLocaleString('en-US');
const priceOf = (parcel: RehearsedParcel): string =>
  parcel.totalYen === null
    ? '-'
    : `${yen(parcel.totalYen)} = ${parcel.yen.map((part) => `${part.what} ${yen(part.yen)}`).join(' + ')}`;

const GAP = '  ';
const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat(widths[at]! - widthOf(cell)))
      .join(GAP)
      .trimEnd(),
  );
};

/** Columns at a terminal: Japanese letters take two. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, letter) => sum + (/[\u3000-\u9fff\uf900-\ufaff\uff01-\uff60]/.test(letter) ? 2 : 1),
    0,
  );
