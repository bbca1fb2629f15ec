export interface Words {
  readonly ja: string;
  readonly en: string;
}

/** `GET /v1/parcels/:parcelId/decision`, as far as the packing table shows it. */
export interface Decision {
  readonly words?: Words;
  readonly parcel?: {
    readonly packageCode: string;
    readonly totalYen: number;
    readonly packageYen: number;
    readonly freightYen: number;
    readonly outer: readonly number[];
  };
  readonly record?: {
    readonly proof: { readonly words: Words };
    readonly handOver: { readonly words: Words } | null;
    readonly whole: readonly Candidate[];
  } | null;
}

export interface Candidate {
  readonly packageCode: string;
  readonly words?: Words;
  readonly packageYen?: number;
  readonly fillerYen?: number;
  readonly handlingYen?: number;
  readonly services?: readonly { readonly totalYen?: number }[];
}
