import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { sagawaCsv } from './support/sagawa-csv.js';
import { startShop, type TestShop } from './support/shop.js';

const ROOT = resolve(import.meta.dirname, '..');
const CLI = join(ROOT, 'apps/cli/dist/main.js');
const YAMATO = resolve(ROOT, '../shared/data/jp-tariffs/yamato-2025-12');

describe('okuru import tariff', () => {
  let shop: TestShop;
  let folder: string;
  let file: string;

  beforeAll(async () => {
    shop = await startShop();
    folder = await mkdtemp(join(tmpdir(), 'okuru-tariff-'));
    file = join(folder, 'sagawa.csv');
    await writeFile(file, sagawaCsv());
  });
  afterAll(async () => {
    await shop.close();
    await rm(folder, { recursive: true });
  });

  const okuru = async (...more: string[]) => {
    const env = { ...process.env, NODE_OPTIONS: '', OKURU_URL: shop.url, OKURU_API_KEY: shop.keys.ops };
    return promisify(execFile)(process.execPath, [CLI, 'import', 'tariff', ...more], { env }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      ({ code, stderr }: { code: number; stderr: string }) => ({ code, said: stderr }),
    );
  };
  const sagawa = ['--carrier', 'sagawa', '--service', 'takuhaibin', '--effective-from', '2026-01-01'];
  const versions = async (): Promise<string[]> => {
    const answer = await fetch(`${shop.url}/v1/tariffs`, {
      headers: { authorization: `Bearer ${shop.keys.ops}` },
    });
    const { tariffs } = (await answer.json()) as { tariffs: { version: string; isSample: boolean }[] };
    return tariffs.filter(({ isSample }) => !isSample).map(({ version }) => version);
  };

  it('checks a file, takes it in, and does not take it twice', async () => {
    expect((await okuru(file, ...sagawa, '--dry-run')).said).toContain(
      'checked, nothing stored. 25 prices in 5 zones',
    );
    expect(await versions()).toEqual([]);
    const { code, said } = await okuru(file, ...sagawa);
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringContaining('sagawa/takuhaibin@2026-01-01: imported.'),
    });
    expect(said).toContain('Still from the sample');
    expect((await okuru(file, ...sagawa)).said).toContain('nothing stored');
    expect(await versions()).toEqual(['sagawa/takuhaibin@2026-01-01']);
  });

  it('names row, column and mend of a fault and takes nothing', async () => {
    const faulty = join(folder, 'faulty.csv');
    await writeFile(faulty, sagawaCsv().replace(/^(青森県,[^,]+,,)\d+/m, '$19,1'));
    const before = await versions();
    const { code, said } = await okuru(faulty, ...sagawa);
    expect(code).toBe(1);
    expect(said).toMatch(/The tariff has faults \(422\)[\s\S]*rates\[3\]: Row 3: the row has 9 cells/);
    expect(await versions()).toEqual(before);
  });

  it('says what to do when it cannot ask', async () => {
    expect((await okuru(join(folder, 'none.csv'), ...sagawa)).said).toContain('name another file');
    expect((await okuru(file, ...sagawa, '--url', 'http://127.0.0.1:1')).said).toContain(
      'is the shop running?',
    );
    expect((await okuru(file, ...sagawa, '--key', 'okuru_wrong')).said).toContain('(401)');
  });

  (existsSync(YAMATO) ? it : it.skip)(
    existsSync(YAMATO) ? 'takes a carrier’s real table in' : 'dataset absent: shared/data/jp-tariffs',
    async () => {
      const rates = ['--zones', join(YAMATO, 'zones.json'), '--carrier', 'yamato', '--service', 'takkyubin'];
      const { said } = await okuru(join(YAMATO, 'rates.csv'), ...rates, '--effective-from', '2025-12-01');
      expect(said).toContain('yamato/takkyubin@2025-12-01: imported. 96 prices in 12 zones');
    },
  );
});
