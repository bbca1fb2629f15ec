import { readFile, writeFile } from 'node:fs/promises';
import { type Printable, PRINTABLES, printPdf } from '@okuru/documents';
import { Argument, Command } from 'commander';
import { documentsOf } from './documents-of.js';
import { assertWritable } from '../json-file.js';

interface PrintFlags {
  readonly out?: string;
  readonly example: boolean;
  readonly createdAt?: string;
}

/** `okuru print`: documents as PDF from JSON, one or hundreds into one file. */
export const printCommand = (): Command =>
  new Command('print')
    .description('a document as PDF from a JSON file of its data, or of a list of them; docs/documents.md')
    .addArgument(new Argument('<document>', 'which').choices(PRINTABLES.map(({ name }) => name)))
    .argument('[file]', 'JSON: the data of one document, or an array for a batch')
    .option('--out <file>', 'the PDF; by default named as the document')
    .option('--example', 'write example data as JSON instead, to begin with', false)
    .option('--created-at <instant>', 'the date inside the PDF; the same data and date make the same bytes')
    .action(print);

const print = async (name: string, file: string | undefined, flags: PrintFlags): Promise<void> => {
  const printable = PRINTABLES.find((each) => each.name === name);
  if (!printable) throw new Error(`no document is called ${name}`);
  if (flags.example) {
    process.stdout.write(`${JSON.stringify(printable.example, null, 2)}\n`);
    return;
  }
  if (file === undefined) throw new Error('name a JSON file, or see --example');
  await printFile(printable, file, flags);
};

const printFile = async (
  printable: Printable,
  file: string,
  { out, createdAt }: PrintFlags,
): Promise<void> => {
  const documents = documentsOf(printable, jsonOf(await readFile(file, 'utf8'), file));
  const path = out ?? `${printable.name}.pdf`;
  await assertWritable(path, '--out');
  const { pdf, pages, remarks } = await printPdf(documents, {
    createdAt: instantOf(createdAt),
    onProgress: (done, of) => {
      if (of >= TOLD_FROM && process.stderr.isTTY)
        process.stderr.write(`\r${done} / ${of}${done === of ? '\n' : ''}`);
    },
  });
  await writeFile(path, pdf);
  for (const { document, kind, text } of remarks)
    console.error(
      kind === 'replaced'
        ? `document ${document + 1}: the font has no ${text}, 〓 stands for it`
        : `document ${document + 1}: the end did not fit and … stands for it: ${text}`,
    );
  console.log(`${path}: ${counted(documents.length, 'document')}, ${counted(pages, 'page')}`);
};

/** Fewer are done before anybody reads a number. */
const TOLD_FROM = 20;

const jsonOf = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is no JSON`);
  }
};

const instantOf = (text: string | undefined): Date => {
  if (text === undefined) return new Date();
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()))
    throw new Error('--created-at must be an instant such as 2026-01-15T03:04:05Z');
  return instant;
};

const counted = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`;
