import { checkParcels, type Accepted, type Obstacle, type Proposal } from './check-parcels.js';
import { toCp932 } from './cp932.js';
import type { Contract, Layout } from './layouts/layout.js';
import type { ParcelToPrint } from './parcel-to-print.js';

export interface NotExported {
  readonly obstacles: readonly Obstacle[];
  readonly proposals: readonly Proposal[];
}

/**
 * The file for the carrier's program (CP932, CRLF), or everything that stands against it: nothing is exported while one obstacle or
 * one replacement nobody accepted is left. The same parcels give the same bytes.
 */
export const carrierFile = (
  layout: Layout,
  parcels: readonly ParcelToPrint[],
  contract: Contract,
  accepted?: Accepted,
): { readonly file: Buffer } | NotExported => {
  const { rows, obstacles, proposals } = checkParcels(layout, parcels, contract, accepted);
  if (obstacles.length > 0 || proposals.length > 0) return { obstacles, proposals };
  const names = layout.columns.map(({ name }) => name);
  const lines = layout.hasHeader ? [names, ...rows] : rows;
  return { file: toCp932(lines.map((cells) => `${cells.map(written(layout)).join(',')}\r\n`).join('')) };
};

const written =
  ({ quoted }: Layout) =>
  (cell: string): string =>
    quoted || /[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
