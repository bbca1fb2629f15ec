import type { ParcelToPrint } from '../parcel-to-print.js';

/** What a shop has agreed with its carrier and every row repeats. */
export interface Contract {
  /** B2: ご請求先顧客コード (10 to 12 digits); e-Hiden: お客様コード. */
  readonly customerCode: string;
  /** B2: 運賃管理番号, two digits. */
  readonly freightNumber?: string;
}

/** A cell: its text, or an obstacle that no text can say. */
export type CellText = string | { readonly obstacle: string; readonly mend: string };

export interface Column {
  /** As the carrier's own header has it. */
  readonly name: string;
  /** Absent = always empty. */
  readonly of?: (parcel: ParcelToPrint, contract: Contract) => CellText;
  /** Most half-width columns; a full-width character takes two. Absent = not stated. */
  readonly widthMax?: number;
  /** Whether the carrier refuses the row without it. */
  readonly needed?: boolean;
}

/** Where the carrier's answer says which waybill became which parcel. */
export interface AnswerColumns {
  /** Names in the header of the answer, or, for a file without a header, positions counted from 1. */
  readonly controlNumber: readonly (string | number)[];
  readonly trackingNumber: readonly (string | number)[];
}

/** One carrier's import file as a dated table. */
export interface Layout {
  readonly program: 'b2-cloud' | 'e-hiden-3' | 'yu-pri-r';
  readonly carrier: 'yamato' | 'sagawa' | 'japanpost';
  /** ISO day on which the columns were last held against their source. */
  readonly asOf: string;
  readonly hasHeader: boolean;
  readonly quoted: boolean;
  readonly columns: readonly Column[];
  /** Rows the program takes at once. */
  readonly rowsMax: number;
  readonly answer: AnswerColumns;
  /** What may not stand together in one row, told as an obstacle. */
  readonly forbids: readonly ForbiddenPair[];
}

export interface ForbiddenPair {
  readonly column: string;
  readonly when: (parcel: ParcelToPrint) => boolean;
  readonly obstacle: string;
  readonly mend: string;
}
