/** A size in millimetres. */
interface Size {
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** `GET /v1/parcels/:parcelId/picture`: the package as planned, its goods in placing order; lengths from the left front corner. */
export interface Scene {
  readonly packageCode: string;
  readonly kind: string;
  readonly inner: Size;
  readonly boxes: readonly SceneBox[];
}

export interface SceneBox {
  /** 1 for what goes in first. */
  readonly step: number;
  readonly sku: string;
  readonly label: string;
  readonly colour: string;
  readonly xMm: number;
  readonly yMm: number;
  readonly zMm: number;
  readonly dxMm: number;
  readonly dyMm: number;
  readonly dzMm: number;
}
