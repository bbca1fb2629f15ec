/** What we use of binpackingjs; its own types import without file endings, which NodeNext does not resolve. */
declare module 'binpackingjs/3d' {
  interface Sized {
    readonly name: string;
    readonly width: number;
    readonly height: number;
    readonly depth: number;
  }
  export const pack3D: (options: {
    readonly bins: readonly (Sized & { readonly maxWeight: number })[];
    readonly items: readonly (Sized & { readonly weight: number })[];
  }) => { readonly packedBins: readonly unknown[]; readonly unfitItems: readonly unknown[] };
}
