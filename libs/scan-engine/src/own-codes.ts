import { COMMANDS, type CommandScan, type PlaceScan, type RefusedScan, refuse } from './scan.js';

/**
 * `^C:` as it was printed; as a US scanner types it into a JIS keyboard (`&C+`) and a JIS scanner into a US one (`=C'`);
 * and as a scanner reads it that leaves the escapes of Code 39 alone (`%NC/Z`).
 */
const OWN = /^(?:[\^&=]|%N)([COLPB])(?:[:+']|\/Z)(.*)$/is;
const CARTON = /^CARTON-([\w-]{1,32})$/i;
const KINDS = { O: 'order', L: 'shelf', P: 'parcel', B: 'badge' } as const;

/** A code of Okuru's own; undefined for any other. */
export const ownCode = (text: string): CommandScan | PlaceScan | RefusedScan | undefined => {
  const [, letter, code = ''] = OWN.exec(text) ?? [];
  if (letter === undefined) return undefined;
  const kind = letter.toUpperCase();
  if (code.trim() === '') return refuse('code-missing');
  if (kind === 'C') return commandOf(code);
  return { kind: KINDS[kind as keyof typeof KINDS], code };
};

const commandOf = (code: string): CommandScan | RefusedScan => {
  const carton = CARTON.exec(code)?.[1];
  if (carton !== undefined) return { kind: 'command', command: 'CARTON', carton };
  const command = COMMANDS.find((each) => each !== 'CARTON' && each === code.toUpperCase());
  return command ? { kind: 'command', command } : refuse('unknown-command');
};
