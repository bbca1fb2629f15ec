import { Length } from 'class-validator';
import { IsPlainText } from '../plain-text/plain-text.validator.js';

const WORDS_LENGTH_MAX = 64;

export class FindItemsQuery {
  /** A barcode or sku as it was scanned, or part of a name or sku. */
  @IsPlainText(WORDS_LENGTH_MAX)
  @Length(1, WORDS_LENGTH_MAX)
  find!: string;
}
