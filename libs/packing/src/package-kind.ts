import type { SizeMm } from './types.js';

/** What a package may refuse goods for; `do-not-stack` is also said of goods that bear no load at all (`loadOnTopGramsMax` 0). */
export type GoodsTrait = 'fragile' | 'do-not-stack' | 'liquid' | 'battery';

interface AnyPackage {
  readonly code: string;
  readonly emptyWeightGrams: number;
  readonly grossWeightGramsMax: number;
  readonly costYen: number;
  /** Packages of this kind that are left; absent = plenty. */
  readonly stock?: number;
  /** Goods that never go into it; absent = `DEFAULT_REFUSED_TRAITS` of its kind. */
  readonly refusesTraits?: readonly GoodsTrait[];
}

/** A box of one size. */
export interface Carton extends AnyPackage {
  readonly kind: 'carton';
  readonly inner: SizeMm;
  readonly outer: SizeMm;
}

/** A box that a carrier sells: only this carrier's services may take it. */
export interface CarrierBox extends AnyPackage {
  readonly kind: 'carrier-box';
  readonly carrier: string;
  readonly inner: SizeMm;
  readonly outer: SizeMm;
}

/** A box whose walls are cut or folded down to a height between `innerHeightMmMin` and the full inner height. */
export interface FoldingBox extends AnyPackage {
  readonly kind: 'folding-box';
  readonly inner: SizeMm;
  readonly outer: SizeMm;
  readonly innerHeightMmMin: number;
}

/**
 * A soft package, measured inside as it lies flat and empty. At a thickness of h there is room for
 * (flat length - h) x (flat width - h) x h: what goes round the sides is lost in the plan.
 */
export interface SoftPackage extends AnyPackage {
  readonly kind: 'mailer-bag' | 'padded-envelope';
  readonly flat: { readonly lengthMm: number; readonly widthMm: number };
  /** Of one sheet, padding included. */
  readonly wallMm: number;
  /** Thickness of the contents at most. */
  readonly thicknessMmMax: number;
}

/** No package at all: one unit marked `shipsInOwnBox` goes as it is. */
export interface OwnBox extends AnyPackage {
  readonly kind: 'own-box';
}

/** What goods are sent in. */
export type PackageKind = Carton | CarrierBox | FoldingBox | SoftPackage | OwnBox;

/**
 * Soft packages protect nothing from pressure and lie on any side: nothing that breaks, bears nothing or leaks goes into them.
 * A battery needs a package that other parcels cannot press in; the padding of an envelope is taken for one, a bare bag is not.
 */
export const DEFAULT_REFUSED_TRAITS: Readonly<Record<PackageKind['kind'], readonly GoodsTrait[]>> = {
  carton: [],
  'carrier-box': [],
  'folding-box': [],
  'mailer-bag': ['fragile', 'do-not-stack', 'liquid', 'battery'],
  'padded-envelope': ['fragile', 'do-not-stack', 'liquid'],
  'own-box': [],
};
