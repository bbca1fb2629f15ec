import type { Handling, ItemFacts } from '@okuru/contracts';

/** Handling as somebody states it: what is left out, null or false is not so. */
export type StatedHandling = { readonly [Key in keyof Handling]?: Handling[Key] | null };

/** The facts state what an item is, and leave out what few items are. */
export const handlingOf = (stated: StatedHandling): Handling => ({
  fragile: stated.fragile ?? false,
  keepUpright: stated.keepUpright ?? false,
  doNotStack: stated.doNotStack ?? false,
  liquid: stated.liquid ?? false,
  battery: stated.battery ?? false,
  loadOnTopGramsMax: stated.loadOnTopGramsMax ?? null,
  ...(stated.flatOnly && { flatOnly: true }),
  ...(stated.foldedSize && { foldedSize: stated.foldedSize }),
  ...(stated.compressesToPercent && { compressesToPercent: stated.compressesToPercent }),
  ...(stated.shipsInOwnBox && { shipsInOwnBox: true }),
});

/** The handling in one fixed order. */
export const handlingInOrder = ({ foldedSize, ...handling }: Handling): unknown[] => [
  handling.fragile,
  handling.keepUpright,
  handling.doNotStack,
  handling.liquid,
  handling.battery,
  handling.loadOnTopGramsMax,
  handling.flatOnly ?? false,
  foldedSize ? [foldedSize.lengthMm, foldedSize.widthMm, foldedSize.heightMm] : null,
  handling.compressesToPercent ?? null,
  handling.shipsInOwnBox ?? false,
];

interface PostureFault {
  readonly message: string;
  readonly mend: string;
}

/** Why an item that must lie flat can not: it must also stand, on a side that is not its largest. No package would ever take it. */
export const postureFault = ({
  size,
  handling,
}: Pick<ItemFacts, 'size' | 'handling'>): PostureFault | undefined => {
  const mustStand = handling.keepUpright || handling.liquid;
  if (!handling.flatOnly || !mustStand || !size) return undefined;
  if (size.heightMm <= Math.min(size.lengthMm, size.widthMm)) return undefined;
  return {
    message: `cannot be asked of an item that must also stand upright on a side that is not its largest`,
    mend: 'Drop one of the two, or give the height as it lies.',
  };
};
