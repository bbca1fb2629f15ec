import { readAs } from '../scanner/command.js';

/** `NUM-7`: a digit for whoever has a scanner and no keys. */
export const digitOf = (shelf: string): string | undefined => /^NUM-(\d)$/i.exec(shelf)?.[1];

/**
 * Types by the signs of the station: `^L:NUM-7` is a digit, `^C:UNDO` takes one back, `^C:NEXT` enters. Answers whether the
 * scan was for the field; commands are only once something is typed.
 */
export const scannedDigits = (
  read: string,
  text: string,
  { set, enter }: { readonly set: (text: string) => void; readonly enter: () => void },
): boolean => {
  const scan = readAs(read);
  const digit = scan.kind === 'shelf' ? digitOf(scan.code) : undefined;
  if (digit !== undefined) set(text + digit);
  else if (scan.kind !== 'command' || text === '') return false;
  else if (scan.command === 'UNDO') set(text.slice(0, -1));
  else if (scan.command === 'NEXT') enter();
  else return false;
  return true;
};
