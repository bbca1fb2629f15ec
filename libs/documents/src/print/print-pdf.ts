import { setImmediate } from 'node:timers/promises';
import { Press, type Remark } from '../page/press.js';
import type { Document } from '../document/document.js';
import { DocumentFault } from '../words/document-fault.js';

export interface Printed {
  readonly pdf: Buffer;
  readonly pages: number;
  /** What could not be printed as asked: tell whoever prints. It holds data of the documents: keep it out of logs. */
  readonly remarks: readonly Remark[];
}

/** More belong into several files, as do more than `PAGES_MAX` pages. */
export const DOCUMENTS_MAX = 2_000;

/**
 * One PDF of all `documents`, in their order. The same documents and `createdAt` make the same bytes. `onProgress` hears after
 * each document how many are done; others get a turn in between. Throws a `DocumentFault` where one cannot be printed.
 */
export const printPdf = async (
  documents: readonly Document[],
  { createdAt, onProgress }: { createdAt: Date; onProgress?: (done: number, of: number) => void },
): Promise<Printed> => {
  const [first] = documents;
  if (!first) throw new DocumentFault('nothing to print');
  if (documents.length > DOCUMENTS_MAX)
    throw new DocumentFault(
      `${documents.length} documents at once: print at most ${DOCUMENTS_MAX} into one file`,
    );
  const press = new Press(first.title, createdAt);
  for (const [at, document] of documents.entries()) {
    document.print(press);
    onProgress?.(at + 1, documents.length);
    await setImmediate();
  }
  const pdf = await press.end();
  return { pdf, pages: press.pages, remarks: press.remarks };
};
