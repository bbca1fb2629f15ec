import type { ShopPackage } from '../package-kinds/seed-packages.js';

export interface PackageFault {
  readonly path: string;
  readonly message: string;
}

/** What no single field shows: a package smaller outside than inside, lighter full than empty, or named twice. */
export const checkPackages = (packages: readonly ShopPackage[]): PackageFault[] => {
  const seen = new Set<string>();
  return packages.flatMap(({ code, inner, outer, emptyWeightGrams, grossWeightGramsMax }, index) => {
    const faults: PackageFault[] = [];
    const fault = (field: string, message: string) =>
      faults.push({ path: `packages[${index}].${field}`, message });
    if (seen.has(code)) fault('code', `${code} is on the list twice`);
    seen.add(code);
    if (outer.lengthMm < inner.lengthMm || outer.widthMm < inner.widthMm || outer.heightMm < inner.heightMm) {
      fault('outer', 'is smaller than the inside');
    }
    if (grossWeightGramsMax <= emptyWeightGrams) fault('grossWeightGramsMax', 'leaves nothing for the goods');
    return faults;
  });
};
