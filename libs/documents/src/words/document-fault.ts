/** The data of a document cannot be printed: which field, and what is the matter with it. */
export class DocumentFault extends Error {
  override readonly name = 'DocumentFault';

  /** `document`: which of many, counted from 0. */
  constructor(
    message: string,
    readonly document?: number,
  ) {
    super(message);
  }
}
