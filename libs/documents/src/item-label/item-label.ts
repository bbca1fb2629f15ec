import { z } from 'zod';
import { ITEM_LABEL } from '../page/paper.js';
import { GREY, type Press } from '../page/press.js';
import type { DocumentKind } from '../document/document.js';
import { Code, Words } from '../shop-facts/shop-facts.js';

const COPIES_MAX = 1_000;

/** A label for goods without a barcode of their own. */
const ItemLabel = z.strictObject({
  name: Words(200),
  sku: Words(64),
  /** In the bars: a barcode of the item in the catalogue, such as its sku. About 20 letters or 30 digits fit. */
  code: Code(40),
  /** One page each. */
  copies: z.int().min(1).max(COPIES_MAX),
});
type ItemLabel = z.infer<typeof ItemLabel>;

const draw = (press: Press, { name, sku, code, copies }: ItemLabel): void => {
  for (let copy = 0; copy < copies; copy += 1) {
    press.page(ITEM_LABEL);
    press.text(name, {
      x: 2,
      y: 1.5,
      width: 46,
      height: 9,
      size: 8,
      weight: 'bold',
      stands: 'middle',
      leading: 1.2,
    });
    if (sku !== code)
      press.text(sku, { x: 2, y: 10.6, width: 46, height: 3.6, size: 6.5, colour: GREY, stands: 'middle' });
    press.code128(code, { x: 1, y: 14.8, width: 48, height: 10 });
    press.text(code, { x: 1, y: 25.2, width: 48, height: 3.8, size: 7.5, align: 'center', stands: 'middle' });
  }
};

export const itemLabel: DocumentKind<typeof ItemLabel> = {
  name: 'item-label',
  title: { ja: '商品ラベル', en: 'item label' },
  paper: ITEM_LABEL,
  input: ItemLabel,
  example: {
    name: '有田焼 角皿 7寸 染付 〜冬の文様〜 化粧箱入り',
    sku: 'PLATE-ARITA-7',
    code: 'OK-000117',
    copies: 1,
  },
  draw,
};
