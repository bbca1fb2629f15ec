/** A page, in mm. */
export interface Paper {
  readonly name: string;
  readonly widthMm: number;
  readonly heightMm: number;
  /** Sheets that may become several say which one they are; labels do not. */
  readonly isNumbered: boolean;
}

export const A4: Paper = { name: 'A4', widthMm: 210, heightMm: 297, isNumbered: true };
export const A5_LANDSCAPE: Paper = { name: 'A5 横', widthMm: 210, heightMm: 148, isNumbered: false };
/** The common roll of label printers for waybills. */
export const WAYBILL_LABEL: Paper = {
  name: 'ラベル 100×150',
  widthMm: 100,
  heightMm: 150,
  isNumbered: false,
};
/** ID-1 of ISO/IEC 7810, as a bank card. */
export const CARD: Paper = { name: 'カード 85.6×54', widthMm: 85.6, heightMm: 54, isNumbered: false };
export const SHELF_LABEL: Paper = { name: 'ラベル 80×40', widthMm: 80, heightMm: 40, isNumbered: false };
export const ITEM_LABEL: Paper = { name: 'ラベル 50×30', widthMm: 50, heightMm: 30, isNumbered: false };
