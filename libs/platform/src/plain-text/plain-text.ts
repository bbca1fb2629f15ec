/** What stands in a text where bytes could not be read. */
export const UNREADABLE = '\uFFFD';

/** Control characters (NUL, tab, newline), half surrogates and characters of somebody's own (外字), which no other machine shows. */
const UNPRINTABLE = /[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What is wrong with a text that should be one printable line. */
export const textFault = (text: string, lengthMax: number): { message: string; mend: string } | null => {
  if (text.includes(UNREADABLE)) {
    return {
      message: 'holds a character that cannot be read',
      mend: 'Save the whole file as UTF-8 or as CP932 (Shift_JIS) and type the character again.',
    };
  }
  if (text.length > lengthMax) {
    return { message: `has ${text.length} characters, at most ${lengthMax} are kept`, mend: 'Shorten it.' };
  }
  if (UNPRINTABLE.test(text)) {
    return {
      message: 'holds a line break, a tab or another character that cannot be printed',
      mend: 'Write it in one line.',
    };
  }
  if (text !== '' && text.trim() === '')
    return { message: 'is blank', mend: 'Write something, or leave it out.' };
  return null;
};
