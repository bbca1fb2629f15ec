import { isTrackingNumber } from '@okuru/carriers';
import { parse } from 'csv-parse/sync';
import { fromCp932 } from './cp932.js';
import type { Layout } from './layouts/layout.js';

/** Which waybill the carrier's program gave a parcel. */
export interface GivenWaybill {
  readonly controlNumber: string;
  /** Twelve digits. */
  readonly trackingNumber: string;
}

export interface AnswerFault {
  /** Line as a spreadsheet counts, the header is 1; 0 = the file as a whole. */
  readonly row: number;
  readonly message: string;
  readonly mend: string;
}

const FAULTS_MAX = 50;

/**
 * The answer file of a carrier's program: which number each parcel got. All or nothing: a number that fails its check digit, a
 * number given twice or a parcel with two numbers refuses the file, since a mixed-up answer would send parcels astray. Rows without a control
 * number of ours (printed by hand in the program) are passed over and counted.
 */
export const readAnswer = (
  layout: Layout,
  file: Uint8Array,
):
  | { readonly waybills: readonly GivenWaybill[]; readonly passedOver: number }
  | { readonly faults: readonly AnswerFault[] } => {
  const records = recordsOf(file);
  if (typeof records === 'string') return whole(records, 'export the answer from the program again');
  const [header, ...rows] = records;
  const at = {
    controlNumber: placeOf(header, layout.answer.controlNumber),
    trackingNumber: placeOf(header, layout.answer.trackingNumber),
  };
  if (!header || at.controlNumber < 0 || at.trackingNumber < 0) {
    const wanted = [layout.answer.controlNumber[0], layout.answer.trackingNumber[0]].join(' and ');
    return whole(`the first line does not name ${wanted}`, 'export the answer with its header');
  }
  const waybills: GivenWaybill[] = [];
  const faults: AnswerFault[] = [];
  const byParcel = new Map<string, string>();
  const byNumber = new Map<string, string>();
  let passedOver = 0;
  rows.forEach((cells, index) => {
    const row = index + 2;
    const controlNumber = (cells[at.controlNumber] ?? '').trim();
    const trackingNumber = (cells[at.trackingNumber] ?? '').normalize('NFKC').replace(/[-\s]/g, '');
    if (controlNumber === '') {
      passedOver += 1;
      return;
    }
    const fault = faultOf({ controlNumber, trackingNumber }, byParcel, byNumber);
    if (fault) faults.push({ row, ...fault });
    else if (!byParcel.has(controlNumber)) waybills.push({ controlNumber, trackingNumber });
    byParcel.set(controlNumber, trackingNumber);
    byNumber.set(trackingNumber, controlNumber);
  });
  return faults.length > 0 ? { faults: faults.slice(0, FAULTS_MAX) } : { waybills, passedOver };
};

const whole = (message: string, mend: string): { faults: AnswerFault[] } => ({
  faults: [{ row: 0, message, mend }],
});

const recordsOf = (file: Uint8Array): string[][] | string => {
  try {
    return parse(fromCp932(file), { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch {
    return 'is not a CSV file that can be read';
  }
};

/** The column by the first of its names that stands in the header. */
const placeOf = (header: readonly string[] | undefined, names: readonly (string | number)[]): number => {
  const places = names.map((name) =>
    typeof name === 'number' ? name - 1 : (header ?? []).findIndex((cell) => cell.trim() === name),
  );
  return places.find((place) => place >= 0) ?? -1;
};

const faultOf = (
  { controlNumber, trackingNumber }: GivenWaybill,
  byParcel: ReadonlyMap<string, string>,
  byNumber: ReadonlyMap<string, string>,
): { message: string; mend: string } | undefined => {
  if (trackingNumber === '') {
    return { message: `${controlNumber} has no waybill number`, mend: 'print its waybill first' };
  }
  if (!isTrackingNumber(trackingNumber)) {
    return {
      message: `${trackingNumber} is no waybill number: the last digit must be the remainder of the others by 7`,
      mend: 'see whether a spreadsheet changed the number, and export it again',
    };
  }
  const other = byParcel.get(controlNumber);
  if (other !== undefined && other !== trackingNumber) {
    return {
      message: `${controlNumber} has two numbers, ${other} and ${trackingNumber}`,
      mend: 'void one of them in the program',
    };
  }
  const twin = byNumber.get(trackingNumber);
  if (twin !== undefined && twin !== controlNumber) {
    return { message: `${trackingNumber} stands at ${twin} too`, mend: 'export the answer again' };
  }
  return undefined;
};
