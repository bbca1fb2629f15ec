/** A mail as a mail program shows it: enough of MIME to read what we send. */
export interface ReadMail {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
}

export const readMail = (raw: string): ReadMail => {
  const { headers, body } = split(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const parts = body.split(`--${boundary}`).map((part) => split(part.replace(/^\r\n/, '')));
  const bodyOf = (type: string): string => {
    const part = parts.find(({ headers: own }) => own['content-type']?.startsWith(type));
    return part ? decode(part.body, part.headers['content-transfer-encoding'] ?? '7bit') : '';
  };
  return { headers, text: bodyOf('text/plain'), html: bodyOf('text/html') };
};

const split = (raw: string): { headers: Record<string, string>; body: string } => {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const headers = Object.fromEntries(
    head.split('\r\n').map((line) => {
      const [name = '', ...value] = line.split(':');
      return [name.toLowerCase(), encodedWords(value.join(':').trim())];
    }),
  );
  return { headers, body: raw.slice(end + 4) };
};

const encodedWords = (value: string): string =>
  value
    .replace(/\?= =\?/g, '?==?')
    .replace(/(=\?UTF-8\?[BQ]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi)].map(([, how, word = '']) =>
          how?.toUpperCase() === 'B' ? Buffer.from(word, 'base64') : quoted(word.replace(/_/g, ' ')),
        ),
      ).toString('utf8'),
    );

const decode = (body: string, how: string): string => {
  const bytes =
    how === 'base64'
      ? Buffer.from(body, 'base64')
      : quoted(how === 'quoted-printable' ? body.replace(/=\r\n/g, '') : body);
  return bytes.toString('utf8').replace(/\r\n/g, '\n').trimEnd();
};

const quoted = (text: string): Buffer =>
  Buffer.concat(
    text
      .split(/(=[0-9A-F]{2})/)
      .map((piece) =>
        /^=[0-9A-F]{2}$/.test(piece) ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece, 'utf8'),
      ),
  );
