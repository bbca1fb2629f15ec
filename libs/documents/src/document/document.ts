import type { z } from 'zod';
import type { Paper } from '../page/paper.js';
import { GREY, type Press } from '../page/press.js';
import { DocumentFault } from '../words/document-fault.js';

/** A kind of document: what it is called, what it is made of and how it is drawn. */
export interface DocumentKind<Schema extends z.ZodType> {
  /** In commands and file names. */
  readonly name: string;
  readonly title: { readonly ja: string; readonly en: string };
  readonly paper: Paper;
  /** What it is made of; each field says its unit. */
  readonly input: Schema;
  /** Something the shop of the examples would print. */
  readonly example: z.output<Schema>;
  readonly draw: (press: Press, input: z.output<Schema>) => void;
}

/** A document with its data, ready to be printed. */
export interface Document {
  readonly title: string;
  readonly print: (press: Press) => void;
}

/** The document of that kind made of `data`. Throws a `DocumentFault` that names every field at fault. */
export const documentOf = <Schema extends z.ZodType>(kind: DocumentKind<Schema>, data: unknown): Document => {
  const { success, data: input, error } = kind.input.safeParse(data);
  if (!success)
    throw new DocumentFault(
      error.issues
        .map(({ path, message }) => `${path.map(String).join('.') || kind.name}: ${message}`)
        .join('\n'),
    );
  return {
    title: kind.title.ja,
    print: (press) => {
      kind.draw(press, input);
      press.endDocument((page, of) => {
        if (of > 1 && kind.paper.isNumbered) numberPage(press, kind.paper, page, of);
      });
    },
  };
};

const FOOT_MM = 9;

const numberPage = (press: Press, { widthMm, heightMm }: Paper, page: number, of: number): void => {
  press.text(`${page} / ${of}`, {
    x: 0,
    y: heightMm - FOOT_MM,
    width: widthMm,
    size: 8,
    align: 'center',
    colour: GREY,
  });
};
