import { type Printable, PRINTABLES } from '../print/kinds.js';
import { type Printed, printPdf } from '../print/print-pdf.js';
import { DocumentFault } from '../words/document-fault.js';

/** A document by the name of its kind, and its data. */
export interface PrintJob {
  readonly name: string;
  readonly data: unknown;
}

/** One PDF of all jobs; a `DocumentFault` says which of them is at fault. */
export const printJobs = async (jobs: readonly PrintJob[], createdAt: Date): Promise<Printed> => {
  let at = 0;
  try {
    const documents = jobs.map(({ name, data }, index) => {
      at = index;
      return printableOf(name).of(data);
    });
    at = 0;
    const onProgress = (done: number): void => {
      at = done;
    };
    return await printPdf(documents, { createdAt, onProgress });
  } catch (fault) {
    throw fault instanceof DocumentFault ? new DocumentFault(fault.message, at) : fault;
  }
};

const printableOf = (name: string): Printable => {
  const found = PRINTABLES.find((printable) => printable.name === name);
  if (!found) throw new Error(`there is no document "${name}"`);
  return found;
};
