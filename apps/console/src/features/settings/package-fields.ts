/** A package as `GET /v1/packages` shows it. */
export type ShownPackage = Readonly<Record<string, unknown>> & {
  readonly code: string;
  readonly kind: string;
};

export const KINDS = [
  'carton',
  'carrier-box',
  'folding-box',
  'mailer-bag',
  'padded-envelope',
  'own-box',
] as const;
export type Kind = (typeof KINDS)[number];

const COMMON = ['code', 'nameJa', 'costYen', 'emptyWeightGrams', 'grossWeightGramsMax', 'stock'];
const BOX = ['inner', 'outer'].flatMap((of) =>
  ['lengthMm', 'widthMm', 'heightMm'].map((side) => `${of}.${side}`),
);
const SOFT = ['flat.lengthMm', 'flat.widthMm', 'wallMm', 'thicknessMmMax'];
const OWN: Readonly<Record<string, readonly string[]>> = {
  carton: BOX,
  'carrier-box': [...BOX, 'carrier'],
  'folding-box': [...BOX, 'innerHeightMmMin'],
  'mailer-bag': SOFT,
  'padded-envelope': SOFT,
};
const TEXTS = ['code', 'nameJa', 'carrier'];

/** The fields of a kind, by their paths. */
export const fieldsOf = (kind: string): readonly string[] => [...COMMON, ...(OWN[kind] ?? [])];
export const isText = (path: string): boolean => TEXTS.includes(path);

/** What stands in the fields. */
export type Filled = Readonly<Record<string, string>>;

const at = (whole: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], whole);

export const filledOf = (shown: ShownPackage): Filled =>
  Object.fromEntries(
    fieldsOf(shown.kind).map((path) => {
      const value = at(shown, path);
      return [path, typeof value === 'string' || typeof value === 'number' ? String(value) : ''];
    }),
  );

/** The package as it is put: an empty field is left out, and what is no number goes as it is, so that the server names it. */
export const packageOf = (shown: ShownPackage, filled: Filled): Record<string, unknown> => {
  const own = new Set(fieldsOf(shown.kind).map((path) => path.split('.')[0]!));
  const kept = Object.entries(shown).filter(([key]) => !own.has(key));
  const put: Record<string, unknown> = Object.fromEntries(kept);
  for (const path of fieldsOf(shown.kind)) {
    const text = (filled[path] ?? '').trim();
    if (text === '') continue;
    const value = isText(path) || Number.isNaN(Number(text)) ? text : Number(text);
    const [first = '', second] = path.split('.');
    if (second === undefined) put[first] = value;
    else put[first] = { ...(put[first] as object | undefined), [second]: value };
  }
  return put;
};
