import type { PackageKind, SizeMm } from '../types.js';

/** Throws a RangeError that names the package and the field when a package makes no sense, before any search starts. */
export const checkKinds = (packages: readonly PackageKind[]): void => {
  const codes = new Set<string>();
  for (const kind of packages) {
    if (codes.has(kind.code)) throw new RangeError(`${kind.code}: two packages have this code`);
    codes.add(kind.code);
    checkKind(kind);
  }
};

const checkKind = (kind: PackageKind): void => {
  const { code, stock = 0, emptyWeightGrams, costYen } = kind;
  if (!Number.isInteger(stock) || stock < 0) throw new RangeError(`${code}: stock ${stock} is not a count`);
  if (!(emptyWeightGrams >= 0))
    throw new RangeError(`${code}: emptyWeightGrams ${emptyWeightGrams} is no weight`);
  if (!(costYen >= 0)) throw new RangeError(`${code}: costYen ${costYen} is no price`);
  switch (kind.kind) {
    case 'carton':
    case 'carrier-box':
      return checkBox(code, kind.inner, kind.outer);
    case 'folding-box':
      checkBox(code, kind.inner, kind.outer);
      if (!(kind.innerHeightMmMin > 0 && kind.innerHeightMmMin <= kind.inner.heightMm))
        throw new RangeError(`${code}: innerHeightMmMin must be above 0 and at most the inner height`);
      return;
    case 'mailer-bag':
    case 'padded-envelope':
      if (!(kind.flat.lengthMm > 0 && kind.flat.widthMm > 0))
        throw new RangeError(`${code}: flat must have a length and a width`);
      if (!(kind.wallMm >= 0)) throw new RangeError(`${code}: wallMm ${kind.wallMm} is no thickness`);
      if (!(kind.thicknessMmMax > 0 && kind.thicknessMmMax < Math.min(kind.flat.lengthMm, kind.flat.widthMm)))
        throw new RangeError(`${code}: thicknessMmMax must be above 0 and below the flat width`);
      return;
    case 'own-box':
  }
};

const checkBox = (code: string, inner: SizeMm, outer: SizeMm): void => {
  for (const side of ['lengthMm', 'widthMm', 'heightMm'] as const) {
    if (!(inner[side] > 0 && inner[side] < Infinity))
      throw new RangeError(`${code}: inner.${side} ${inner[side]} is no length`);
    if (!(outer[side] >= inner[side]))
      throw new RangeError(`${code}: outer.${side} is smaller than the inside`);
  }
};
