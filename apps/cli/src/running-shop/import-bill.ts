import { readFile } from 'node:fs/promises';
import type { ApiClient } from '../api/api-client.js';
import { must } from './refused.js';

export interface BillOptions {
  readonly carrier: string;
  readonly number: string;
  readonly layout?: string;
  readonly from?: string;
  readonly to?: string;
}

interface Bill {
  readonly added: number;
  readonly known: number;
  readonly billId: string;
  readonly billedYen: number;
  readonly differenceYen: number;
  readonly causes: readonly { readonly cause: string; readonly rows: number; readonly yen: number }[];
  readonly notBilled: readonly object[];
}

/** Hands a carrier's bill in and says what it differs in, line by line. Throws with row, column and mend when it is refused. */
export const importBill = async (shop: ApiClient, file: string, options: BillOptions): Promise<string[]> => {
  const { carrier, number, layout, from, to } = options;
  const asked = new URLSearchParams({
    ...{ carrier, billNumber: number },
    ...(layout === undefined ? {} : { layout }),
    ...(from === undefined ? {} : { firstDay: from }),
    ...(to === undefined ? {} : { lastDay: to }),
  });
  const path = `/v1/carrier-bills?${asked.toString()}`;
  const bill = must<Bill>(await shop.send('POST', path, { csv: await readFile(file) }), 200);
  const yen = (value: number): string => `${value.toLocaleString('en-US')} yen`;
  return [
    `bill ${number} of ${carrier}: ${bill.added} rows taken, ${bill.known} known before`,
    `billed ${yen(bill.billedYen)}, ${yen(bill.differenceYen)} above plan`,
    ...bill.causes.map(({ cause, rows, yen: sum }) => `  ${cause}: ${rows} rows, ${yen(sum)}`),
    ...(bill.notBilled.length > 0 ? [`  not-billed: ${bill.notBilled.length} parcels`] : []),
    `every difference: GET /v1/carrier-bills/${bill.billId}/differences.csv`,
  ];
};
