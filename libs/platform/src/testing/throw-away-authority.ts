import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DAYS_VALID = '2';
const RUN_MS_MAX = 60_000;

/** Node makes no certificates, so the program does. */
export const opensslAvailability = (): { ok: true } | { ok: false; reason: string } =>
  spawnSync('openssl', ['version']).status === 0
    ? { ok: true }
    : { ok: false, reason: 'there is no openssl to make certificates with' };

export interface CertificateFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Key and certificate in one, as Kafka wants them. */
  readonly bothFile: string;
}

/** A certificate authority that lives as long as its folder. */
export class ThrowAwayAuthority {
  private constructor(
    private readonly folder: string,
    readonly certificateFile: string,
    private readonly keyFile: string,
  ) {}

  static make(name = 'authority'): ThrowAwayAuthority {
    const folder = mkdtempSync(join(tmpdir(), 'okuru-authority-'));
    const [certificate, key] = [join(folder, 'authority.pem'), join(folder, 'authority.key')];
    openssl([
      ...['req', '-x509', '-nodes', '-days', DAYS_VALID, '-subj', `/CN=${name}`],
      ...EC_KEY,
      ...['-keyout', key, '-out', certificate],
      ...['-addext', 'keyUsage=critical,keyCertSign'],
    ]);
    return new ThrowAwayAuthority(folder, certificate, key);
  }

  /** A certificate for these names, such as `IP:127.0.0.1` or `DNS:db.example`. */
  async certify(name: string, ...subjects: string[]): Promise<CertificateFiles> {
    const at = (ending: string): string => join(this.folder, `${name}.${ending}`);
    openssl(['req', '-nodes', '-subj', `/CN=${name}`, ...EC_KEY, '-keyout', at('key'), '-out', at('csr')]);
    writeFileSync(at('ext'), subjects.length > 0 ? `subjectAltName=${subjects.join(',')}\n` : '');
    openssl([
      ...['x509', '-req', '-in', at('csr'), '-days', DAYS_VALID, '-extfile', at('ext'), '-out', at('pem')],
      ...['-CA', this.certificateFile, '-CAkey', this.keyFile, '-CAcreateserial'],
    ]);
    await writeFile(at('both'), `${await readFile(at('key'), 'utf8')}${await readFile(at('pem'), 'utf8')}`);
    await chmod(at('both'), 0o600);
    return { certificateFile: at('pem'), keyFile: at('key'), bothFile: at('both') };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const EC_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

const openssl = (args: readonly string[]): void => {
  const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8', timeout: RUN_MS_MAX });
  if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr}`);
};
