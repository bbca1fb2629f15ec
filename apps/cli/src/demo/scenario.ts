/** What a demo run works with: goods and their stock, the shop's cartons, and the orders a storefront will post. */
export interface Goods {
  readonly sku: string;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly barcode: string;
  /** null: nobody measured it, so a person picks the package. */
  readonly size: { readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number } | null;
  readonly weightGrams: number | null;
  readonly valueYen: number;
  readonly fragile: boolean;
  readonly countable: boolean;
}

export interface Carton {
  readonly code: string;
  readonly inner: { readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number };
  readonly outer: { readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number };
  readonly emptyWeightGrams: number;
  readonly grossWeightGramsMax: number;
  readonly costYen: number;
}

/** What happens to the order besides being posted. */
export type Fate = 'plain' | 'paid-later' | 'asks-a-question' | 'cancelled-by-buyer';

export interface DemoOrder {
  readonly reference: string;
  readonly fate: Fate;
  readonly totalYen: number;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  /** Why intake must refuse it, beyond the bounds of the API; null: it must be accepted. */
  readonly mustBeRefused: string | null;
  /** Body of POST /v1/orders. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Scenario {
  readonly goods: readonly Goods[];
  /** The shop's cartons; empty = those it is delivered with. */
  readonly cartons: readonly Carton[];
  readonly orders: readonly DemoOrder[];
  /** Units on hand per sku at the start. */
  readonly stock: ReadonlyMap<string, number>;
  /** Lines that say where the data comes from and what was made up. */
  readonly provenance: readonly string[];
}
