import type { SizeMm } from '@okuru/packing';
import { OWN_FIELDS, type AskedPackage } from './asked-package.js';

export interface PackageFault {
  readonly path: string;
  readonly message: string;
}

type Fault = (field: string, message: string) => void;

/** What no single field shows: a package smaller outside than inside, lighter full than empty, of two kinds at once, or named twice. */
export const checkPackages = (packages: readonly AskedPackage[]): PackageFault[] => {
  const seen = new Set<string>();
  const faults: PackageFault[] = [];
  packages.forEach((asked, index) => {
    const fault: Fault = (field, message) => faults.push({ path: `packages[${index}].${field}`, message });
    if (seen.has(asked.code)) fault('code', `${asked.code} is on the list twice`);
    seen.add(asked.code);
    checkOne(asked, fault);
  });
  return faults;
};

const checkOne = (asked: AskedPackage, fault: Fault): void => {
  const { kind, inner, outer, flat, thicknessMmMax, innerHeightMmMin } = asked;
  const own: readonly string[] = OWN_FIELDS[kind];
  for (const field of new Set(Object.values(OWN_FIELDS).flat())) {
    if (asked[field] !== undefined && !own.includes(field))
      fault(field, `is nothing that a ${kind} has; leave it out or change kind`);
  }
  if (inner && outer && !isInside(inner, outer)) fault('outer', 'is smaller than the inside');
  if (inner && innerHeightMmMin !== undefined && innerHeightMmMin > inner.heightMm)
    fault('innerHeightMmMin', 'is above the height of the box unfolded');
  if (flat && thicknessMmMax !== undefined && thicknessMmMax >= Math.min(flat.lengthMm, flat.widthMm))
    fault('thicknessMmMax', 'must be below the flat width: nothing would be left of it');
  if (asked.grossWeightGramsMax <= asked.emptyWeightGrams)
    fault('grossWeightGramsMax', 'leaves nothing for the goods');
};

const isInside = (inner: SizeMm, outer: SizeMm): boolean =>
  outer.lengthMm >= inner.lengthMm && outer.widthMm >= inner.widthMm && outer.heightMm >= inner.heightMm;
