/** A place that costs more, takes longer or is not served, as the server has it. */
export interface RemoteArea {
  readonly code: string;
  readonly names: { readonly ja: string; readonly en: string };
  readonly postalCodes: readonly string[];
  readonly yen: number;
  readonly extraDays?: number;
  readonly served?: boolean;
}

/** As the form has it: what is no number stays text, for the server to name. */
export interface FilledArea {
  readonly code: string;
  readonly ja: string;
  readonly en: string;
  readonly postalCodes: string;
  readonly yen: string;
  readonly extraDays: string;
  readonly served: boolean;
}

export const NO_AREA: FilledArea = {
  ...{ code: '', ja: '', en: '', postalCodes: '', yen: '', extraDays: '', served: true },
};

export const filledAreaOf = ({
  code,
  names,
  postalCodes,
  yen,
  extraDays,
  served,
}: RemoteArea): FilledArea => ({
  ...{ code, ...names, postalCodes: postalCodes.join(' '), yen: String(yen) },
  extraDays: extraDays === undefined ? '' : String(extraDays),
  served: served ?? true,
});

export const areaOf = ({ code, ja, en, postalCodes, yen, extraDays, served }: FilledArea): object => ({
  code: code.trim(),
  names: { ja: ja.trim(), en: en.trim() },
  // Written as people do: 100-2101、9071751 or a line each.
  postalCodes: postalCodes
    .normalize('NFKC')
    .split(/[\s,、;]+/)
    .map((each) => each.replaceAll('-', ''))
    .filter((each) => each !== ''),
  yen: numberOrText(yen),
  ...(extraDays.trim() === '' ? {} : { extraDays: numberOrText(extraDays) }),
  ...(served ? {} : { served }),
});

const numberOrText = (text: string): number | string => {
  const plain = text.normalize('NFKC').trim();
  return /^\d+$/.test(plain) ? Number(plain) : plain;
};
