import { textFault } from '@okuru/platform';
import { SKU_LENGTH_MAX } from './item-draft.js';

/** Zero-width and direction marks: two skus that look the same would be two items. */
const INVISIBLE = /\p{Cf}/u;

/** What is wrong with an item's code, or null. */
export const skuFault = (sku: string): { message: string; mend: string } | null => {
  if (sku === '' || sku !== sku.trim()) {
    return {
      message: 'is empty or has a blank at its edge',
      mend: 'Write the code without blanks around it.',
    };
  }
  if (INVISIBLE.test(sku)) {
    return { message: 'holds an invisible character', mend: 'Type the code again instead of copying it.' };
  }
  return textFault(sku, SKU_LENGTH_MAX);
};
