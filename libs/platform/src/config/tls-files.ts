import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** Certificates and the key in PEM; undefined authorities mean those Node brings along. */
export interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Reads a file that a variable names. Throws in words that may be shown: neither the file's content nor more than its name. */
export const readPem = (path: string, holds: 'CERTIFICATE' | 'PRIVATE KEY'): string => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    throw new Error(`cannot be read (${code ?? 'unknown'})`, { cause: fault });
  }
  if (!new RegExp(`-----BEGIN [A-Z ]*${holds}-----`).test(text))
    throw new Error(`holds no PEM block of a ${holds.toLowerCase()}`);
  return text;
};

/** Undefined when the three fit each other. */
export const tlsFilesFault = (files: TlsFiles): string | undefined => {
  try {
    createSecureContext({ ...files });
    return undefined;
  } catch (fault) {
    return (fault as { code?: string }).code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'
      ? 'the key does not belong to the certificate'
      : 'OpenSSL does not accept the certificate or the key';
  }
};
