import { DocumentFault, type Printable } from '@okuru/documents';

/** What a JSON file asks to print; a fault names the place in the file. */
export const documentsOf = (printable: Printable, json: unknown): ReturnType<Printable['of']>[] => {
  if (!Array.isArray(json)) return [printable.of(json)];
  return json.map((data: unknown, at) => {
    try {
      return printable.of(data);
    } catch (error) {
      if (!(error instanceof DocumentFault)) throw error;
      throw new DocumentFault(
        error.message
          .split('\n')
          .map((line) => `${at + 1}: ${line}`)
          .join('\n'),
      );
    }
  });
};
