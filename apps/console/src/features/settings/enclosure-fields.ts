/** What goes in beside the goods, as `GET /v1/packing-settings` shows it. */
export interface ShownEnclosure {
  readonly code: string;
  readonly names: { readonly ja: string; readonly en?: string };
  readonly barcode?: string;
  readonly when: EnclosedWhen;
  readonly skus?: readonly string[];
  readonly weightGrams: number;
}

export const WHENS = ['every-parcel', 'gift-orders', 'with-sku'] as const;
export type EnclosedWhen = (typeof WHENS)[number];

/** What stands in the fields of one, by the paths that the server names. */
export const ENCLOSURE_FIELDS = ['code', 'names.ja', 'names.en', 'barcode', 'weightGrams'] as const;
export type EnclosureField = (typeof ENCLOSURE_FIELDS)[number] | 'skus';
export interface FilledEnclosure {
  readonly when: EnclosedWhen;
  readonly fields: Readonly<Record<EnclosureField, string>>;
}

export const NO_ENCLOSURE: FilledEnclosure = {
  when: 'every-parcel',
  fields: { code: '', 'names.ja': '', 'names.en': '', barcode: '', weightGrams: '', skus: '' },
};

export const filledFrom = ({
  code,
  names,
  barcode = '',
  when,
  skus = [],
  weightGrams,
}: ShownEnclosure): FilledEnclosure => ({
  when,
  fields: {
    code,
    'names.ja': names.ja,
    'names.en': names.en ?? '',
    barcode,
    weightGrams: weightGrams === 0 ? '' : String(weightGrams),
    skus: skus.join(' '),
  },
});

/** As it is put: an empty field is left out, and what is no number goes as it is, so that the server names it. */
export const enclosureFrom = ({ when, fields }: FilledEnclosure): object => {
  const text = (field: EnclosureField): string => fields[field].trim();
  const grams = text('weightGrams');
  const skus = fields.skus.split(/[\s,、]+/).filter((sku) => sku !== '');
  return {
    code: text('code').toUpperCase(),
    names: { ja: text('names.ja'), ...(text('names.en') ? { en: text('names.en') } : {}) },
    ...(text('barcode') ? { barcode: text('barcode') } : {}),
    when,
    ...(when === 'with-sku' && skus.length > 0 ? { skus } : {}),
    ...(grams === '' ? {} : { weightGrams: Number.isNaN(Number(grams)) ? grams : Number(grams) }),
  };
};
