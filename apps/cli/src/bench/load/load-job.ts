/** What the thread that loads the shop is started with. */
export interface LoadJob {
  /** Of every process of the service: they are asked in turn. */
  readonly orderUrls: readonly string[];
  readonly shippingUrls: readonly string[];
  readonly storefrontKey: string;
  readonly warehouseKey: string;
  readonly goods: readonly { readonly sku: string; readonly valueYen: number }[];
}

/** What it is told, one after the other; each is answered with a word. */
export type LoadOrder =
  /** Two-line orders of the first so many goods, so many in one request, so many requests at once. */
  | {
      readonly kind: 'post';
      readonly prefix: string;
      readonly orders: number;
      readonly skus: number;
      readonly perRequest: number;
      readonly atOnce: number;
      /** Requests a second whatever is answered; absent = each as soon as one before it is answered. */
      readonly perSecond?: number;
    }
  /** Takes planned parcels and sends them through the bulk endpoint, until told to stop. */
  | { readonly kind: 'work' }
  | { readonly kind: 'rest' }
  /** The same requests to a reference, which takes single ones. */
  | {
      readonly kind: 'ask';
      readonly url: string;
      readonly prefix: string;
      readonly requests: number;
      readonly atOnce: number;
    };

export interface Posted {
  readonly reference: string;
  readonly orderId: string;
  readonly units: number;
}

export interface HandedOver {
  readonly parcelId: string;
  readonly waybill: string;
  readonly units: number;
}

export type LoadWord =
  /** `tookMs`: of each request, from when it was due. */
  | {
      readonly kind: 'posted';
      readonly posted: readonly Posted[];
      readonly refused: readonly string[];
      readonly tookMs: readonly number[];
      readonly lastedMs: number;
    }
  | {
      readonly kind: 'worked';
      readonly handedOver: readonly HandedOver[];
      readonly faults: readonly string[];
    }
  | { readonly kind: 'fault'; readonly text: string };
