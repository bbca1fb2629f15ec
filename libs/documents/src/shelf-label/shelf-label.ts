import { z } from 'zod';
import { SHELF_LABEL } from '../page/paper.js';
import type { Press } from '../page/press.js';
import type { DocumentKind } from '../document/document.js';
import { Code, Words } from '../shop-facts/shop-facts.js';

/** The label of a shelf (棚札). */
const ShelfLabel = z.strictObject({
  /** In the bars as `^L:…`, and large for the eye. */
  shelf: Code(24),
  /** What stands there, or where it is. */
  words: Words(60).optional(),
});
type ShelfLabel = z.infer<typeof ShelfLabel>;

const draw = (press: Press, { shelf, words }: ShelfLabel): void => {
  press.page(SHELF_LABEL);
  press.text(shelf, {
    x: 3,
    y: 1.5,
    width: 74,
    height: 16,
    size: 40,
    weight: 'bold',
    align: 'center',
    stands: 'middle',
    leading: 1,
  });
  if (words)
    press.text(words, { x: 3, y: 17.5, width: 74, height: 5, size: 9, align: 'center', stands: 'middle' });
  press.code128(`^L:${shelf}`, { x: 1, y: 23.5, width: 78, height: 14 });
};

export const shelfLabel: DocumentKind<typeof ShelfLabel> = {
  name: 'shelf-label',
  title: { ja: '棚札', en: 'shelf label' },
  paper: SHELF_LABEL,
  input: ShelfLabel,
  example: { shelf: 'A-01-2', words: '食器 マグカップ・湯呑み' },
  draw,
};
