import type { Stop } from '../../shared/feedback/told.js';
import type { Parcel } from '../../shared/parcels/parcel.js';
import type { NamedItem, Operation, Outcome } from '../../shared/queue/operation.js';

/** The number that belongs on the box is told beside one that does not. */
export const waybillStop = (parcel: Parcel | undefined, scanned: string): NonNullable<Stop['waybill']> => {
  const expected = parcel?.trackingNumber ?? scanned;
  return expected === scanned ? { scanned } : { scanned, expected };
};

/** Of what the screen took and the server did not: named as the server calls it, else as the parcel on the table does. */
export const lateStop = (parcel: Parcel | undefined, { raw, body }: Operation, outcome: Outcome): Stop => ({
  reason: outcome.kind === 'blocked' ? outcome.reason : 'server-refused',
  text: raw,
  scanned: (outcome.kind === 'blocked' ? outcome.scanned : null) ?? lineNamed(parcel, body),
  ...(outcome.kind === 'taken' ? { code: 'taken-there' } : { because: outcome.because }),
  ...(outcome.kind === 'refused' ? { code: outcome.code } : {}),
  ...(typeof body['waybill'] === 'string' ? { waybill: waybillStop(parcel, body['waybill']) } : {}),
});

const lineNamed = (parcel: Parcel | undefined, { sku, barcode }: Operation['body']): NamedItem | null => {
  const codes = [sku, barcode].filter((code) => typeof code === 'string');
  const line = parcel?.lines.find((one) =>
    codes.some((code) => one.sku === code || one.barcodes.includes(code)),
  );
  return line ? { sku: line.sku, name: line.name } : null;
};
