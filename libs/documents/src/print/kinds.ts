import type { z } from 'zod';
import { badge } from '../badge/badge.js';
import { commandSheet } from '../command-sheet/command-sheet.js';
import { itemLabel } from '../item-label/item-label.js';
import { label } from '../label/label.js';
import { manifest } from '../manifest/manifest.js';
import type { Paper } from '../page/paper.js';
import { packingSlip } from '../packing-slip/packing-slip.js';
import { pickingList } from '../picking-list/picking-list.js';
import { plainInvoice } from '../plain-invoice/plain-invoice.js';
import { practiceSheet } from '../practice-sheet/practice-sheet.js';
import { qualifiedInvoice } from '../qualified-invoice/qualified-invoice.js';
import { receipt } from '../receipt/receipt.js';
import { returnInvoice } from '../return-invoice/return-invoice.js';
import { shelfLabel } from '../shelf-label/shelf-label.js';
import { type Document, type DocumentKind, documentOf } from '../document/document.js';

/** A kind of document, for who has its name and data of unknown worth. */
export interface Printable {
  readonly name: string;
  readonly title: { readonly ja: string; readonly en: string };
  readonly paper: Paper;
  readonly example: unknown;
  /** Throws a `DocumentFault` that names every field at fault. */
  readonly of: (data: unknown) => Document;
}

const printable = <Schema extends z.ZodType>(kind: DocumentKind<Schema>): Printable => ({
  name: kind.name,
  title: kind.title,
  paper: kind.paper,
  example: kind.example,
  of: (data) => documentOf(kind, data),
});

/** Every document Okuru prints. */
export const PRINTABLES: readonly Printable[] = [
  printable(pickingList),
  printable(packingSlip),
  printable(label),
  printable(qualifiedInvoice),
  printable(plainInvoice),
  printable(receipt),
  printable(returnInvoice),
  printable(manifest),
  printable(commandSheet),
  printable(badge),
  printable(shelfLabel),
  printable(itemLabel),
  printable(practiceSheet),
];
