export { DocumentFault } from './words/document-fault.js';
export { type Printable, PRINTABLES } from './print/kinds.js';
export { DOCUMENTS_MAX, type Printed, printPdf } from './print/print-pdf.js';
export type { PrintJob } from './print-thread/print-jobs.js';
export { PrintThread, TooMuchToPrint } from './print-thread/print-thread.js';
