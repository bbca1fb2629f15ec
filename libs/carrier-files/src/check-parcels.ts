import { unmappable } from './cp932.js';
import type { Column, Contract, Layout } from './layouts/layout.js';
import type { ParcelToPrint } from './parcel-to-print.js';
import { replacementFor } from './replacements.js';
import { widthOf } from './width.js';

/** One thing that keeps a parcel out of the file. */
export interface Obstacle {
  readonly controlNumber: string;
  /** Name of the column as the carrier has it. */
  readonly column: string;
  readonly obstacle: string;
  readonly mend: string;
}

/** A character the carrier's program cannot hold, with what may stand there instead. */
export interface Proposal {
  readonly controlNumber: string;
  readonly column: string;
  readonly character: string;
  /** Such as `U+20BB7`, for a screen that lacks the character too. */
  readonly codePoints: string;
  /** Empty: it goes. Undefined: only a person can say. */
  readonly replacement: string | undefined;
  /** The cell as it would stand; undefined while a character of it has no replacement. */
  readonly becomes: string | undefined;
}

/** What a person has agreed to: this character by that text, in every cell of this file. */
export type Accepted = ReadonlyMap<string, string>;

export interface Checked {
  /** Rows of cells by parcel, in the order given; whole only when there is no obstacle and no proposal left. */
  readonly rows: readonly (readonly string[])[];
  readonly obstacles: readonly Obstacle[];
  readonly proposals: readonly Proposal[];
}

const CONTROL_NUMBER = /^[A-Z0-9-]{1,16}$/;
/** A cell that a spreadsheet would run as a formula; full-width signs it leaves alone (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
const FULL_WIDTH_SIGNS: Readonly<Record<string, string>> = { '=': '＝', '+': '＋', '-': '－', '@': '＠' };

/** Every parcel as its row, with all that is wrong told together. */
export const checkParcels = (
  layout: Layout,
  parcels: readonly ParcelToPrint[],
  contract: Contract,
  accepted: Accepted = new Map(),
): Checked => {
  const obstacles: Obstacle[] = [...duplicates(parcels), ...tooMany(layout, parcels)];
  const proposals: Proposal[] = [];
  const rows = parcels.map((parcel) => {
    obstacles.push(...forbidden(layout, parcel));
    return layout.columns.map((column) => {
      const cell = new Cell(parcel, column, contract, accepted);
      obstacles.push(...cell.obstacles());
      proposals.push(...cell.proposals());
      return cell.text;
    });
  });
  return { rows, obstacles, proposals };
};

/** One cell on its way into the file. */
class Cell {
  readonly text: string;
  private readonly cannot: { readonly obstacle: string; readonly mend: string } | undefined;

  constructor(
    private readonly parcel: ParcelToPrint,
    private readonly column: Column,
    contract: Contract,
    accepted: Accepted,
  ) {
    const given = column.of?.(parcel, contract) ?? '';
    this.cannot = typeof given === 'string' ? undefined : given;
    this.text = typeof given === 'string' ? withAccepted(oneLine(given), accepted) : '';
  }

  obstacles(): Obstacle[] {
    const { column, text } = this;
    if (this.cannot) return [this.told(this.cannot.obstacle, this.cannot.mend)];
    if (text === '') {
      return column.needed ? [this.told('is empty', `give ${column.name}; the carrier refuses the row`)] : [];
    }
    const width = widthOf(text);
    if (column.widthMax === undefined || width <= column.widthMax) return [];
    return [
      this.told(
        `is ${width} half-width columns long, ${column.widthMax} fit (${Math.floor(column.widthMax / 2)} full-width)`,
        'shorten it',
      ),
    ];
  }

  proposals(): Proposal[] {
    const { parcel, column, text } = this;
    const lost = unmappable(text).map((character) => [character, replacementFor(character)] as const);
    const sign = FORMULA.exec(text)?.[0];
    const asked = sign === undefined ? lost : [...lost, [sign, FULL_WIDTH_SIGNS[sign] ?? ''] as const];
    const open = asked.some(([, replacement]) => replacement === undefined);
    const becomes = open
      ? undefined
      : asked.reduce((cell, [character, replacement]) => replaced(cell, character, replacement!), text);
    return asked.map(([character, replacement]) => ({
      controlNumber: parcel.controlNumber,
      column: column.name,
      character,
      codePoints: [...character].map((one) => `U+${hex(one)}`).join(' '),
      replacement,
      becomes,
    }));
  }

  private told(obstacle: string, mend: string): Obstacle {
    return { controlNumber: this.parcel.controlNumber, column: this.column.name, obstacle, mend };
  }
}

const hex = (character: string): string =>
  character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');

/** Line breaks inside of an address become a space: one parcel is one line. */
const oneLine = (text: string): string => text.replace(/[\r\n\t\v\f\u2028\u2029]+/g, ' ').trim();

/** A sign that begins a formula is replaced where it begins the cell only; other characters everywhere. */
const replaced = (cell: string, character: string, by: string): string =>
  FORMULA.test(character) ? cell.replace(FORMULA, by) : cell.replaceAll(character, by);

const withAccepted = (text: string, accepted: Accepted): string =>
  [...accepted].reduce((cell, [character, by]) => replaced(cell, character, by), text);

const duplicates = (parcels: readonly ParcelToPrint[]): Obstacle[] => {
  const seen = new Set<string>();
  return parcels.flatMap(({ controlNumber }) => {
    const again = seen.has(controlNumber);
    seen.add(controlNumber);
    const faults = [];
    if (again) faults.push(['is there twice', 'take the second one out'] as const);
    if (!CONTROL_NUMBER.test(controlNumber)) {
      faults.push(['is not 1 to 16 of A-Z, 0-9 and -', 'give the parcel another number'] as const);
    }
    return faults.map(([obstacle, mend]) => ({ controlNumber, column: 'control number', obstacle, mend }));
  });
};

const tooMany = ({ rowsMax, program }: Layout, parcels: readonly ParcelToPrint[]): Obstacle[] =>
  parcels.length <= rowsMax
    ? []
    : [
        {
          controlNumber: parcels[rowsMax]!.controlNumber,
          column: 'control number',
          obstacle: `is row ${rowsMax + 1}; ${program} takes ${rowsMax} rows at once`,
          mend: 'write a second file',
        },
      ];

const forbidden = ({ forbids }: Layout, parcel: ParcelToPrint): Obstacle[] =>
  forbids
    .filter(({ when }) => when(parcel))
    .map(({ column, obstacle, mend }) => ({ controlNumber: parcel.controlNumber, column, obstacle, mend }));
