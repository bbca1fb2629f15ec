/** What a row of a carrier's bill says, by our own name. */
export type BillField =
  | 'trackingNumber'
  | 'classCode'
  | 'weightGrams'
  | 'billedYen'
  | 'surchargeYen'
  | 'surchargeKind'
  | 'billedOn';

/** Which column of a file holds what; dated, since files change. */
export interface BillLayout {
  readonly asOf: string;
  readonly source: string;
  readonly columns: Readonly<Record<BillField, string>>;
  /** Columns that no field names are refused, or are left alone as in a download of forty columns. */
  readonly otherColumns: 'refused' | 'left-alone';
}

/** Columns a file may lack. */
export const OPTIONAL_FIELDS: readonly BillField[] = ['weightGrams', 'surchargeYen', 'surchargeKind'];

const OWN =
  "Okuru's own: the carriers publish no layout of their billing files, which each customer downloads behind a login. " +
  'Name the columns of the download so.';

/** By the name that an import asks for; the first is the usual one. */
export const BILL_LAYOUTS = {
  okuru: {
    asOf: '2026-11-26',
    source: OWN,
    columns: {
      trackingNumber: 'tracking_number',
      classCode: 'size_class',
      weightGrams: 'weight_g',
      billedYen: 'billed_yen',
      surchargeYen: 'surcharge_yen',
      surchargeKind: 'surcharge_kind',
      billedOn: 'billed_on',
    },
    otherColumns: 'refused',
  },
  'okuru-ja': {
    asOf: '2026-11-26',
    source: OWN,
    columns: {
      trackingNumber: 'お問い合わせ番号',
      classCode: 'サイズ',
      weightGrams: '重量g',
      billedYen: '運賃',
      surchargeYen: '付加料金',
      surchargeKind: '付加料金区分',
      billedOn: '発送日',
    },
    otherColumns: 'left-alone',
  },
} as const satisfies Readonly<Record<string, BillLayout>>;

export type BillLayoutName = keyof typeof BILL_LAYOUTS;
