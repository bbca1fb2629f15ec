export { DocumentFault } from './words/document-fault.js';
export { type Printable, PRINTABLES } from './print/kinds.js';
export { DOCUMENTS_MAX, printPdf } from './print/print-pdf.js';
