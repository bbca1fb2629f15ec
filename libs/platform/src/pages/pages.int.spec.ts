import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { startHttpApp, type HttpApp } from '../testing/http-app.js';
import { BuiltPages } from './built-pages.js';
import { PagesModule } from './pages.module.js';

describe('the pages of the console', () => {
  const folder = mkdtempSync(join(tmpdir(), 'okuru-pages-'));
  let http: HttpApp;

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Okuru</title>');
    writeFileSync(join(folder, 'sw.js'), 'self.addEventListener;');
    writeFileSync(join(folder, 'assets/index-1a2b.js'), 'export const scan = 1;');
    writeFileSync(join(folder, '.made-of'), 'secret of the build');
    http = await startHttpApp([], { imports: [PagesModule.of(folder)] });
  });
  afterAll(async () => {
    await http.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['/console', '/console/', '/console/work', '/console/work/pack/01930f3e', '/console?x=1'])(
    'come at %s, whatever place inside the screens that is',
    async (path) => {
      const { status, headers, text } = await http.call('GET', path);
      expect([status, text]).toEqual([200, '<!doctype html><title>Okuru</title>']);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-security-policy': expect.stringContaining("default-src 'self'"),
        'x-content-type-options': 'nosniff',
      });
      expect(headers['content-security-policy']).not.toContain('unsafe');
    },
  );

  it('are kept for good where their name holds their hash, and asked for again where it does not', async () => {
    const cacheOf = async (path: string) => (await http.call('GET', path)).headers['cache-control'];
    expect(await cacheOf('/console/assets/index-1a2b.js')).toContain('immutable');
    expect(await cacheOf('/console/sw.js')).toBe('no-cache');
  });

  it('come compressed to who takes that, and not at all to who has them', async () => {
    const path = '/console/assets/index-1a2b.js';
    const plain = await http.call('GET', path);
    expect(plain.text).toBe('export const scan = 1;');
    const answer = await fetch(http.url + path, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(await answer.text()).toBe('export const scan = 1;');
    const again = await http.call('GET', path, {
      headers: { 'if-none-match': String(plain.headers['etag']) },
    });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await http.call('GET', path, { headers: { 'accept-encoding': 'gzip;q=0' } })).text).toBe(
      plain.text,
    );
  });

  it.each([
    '/console/none.js',
    '/console/assets/none.js',
    '/console/.made-of',
    '/console/..%2f..%2fpackage.json',
    '/console/%2e%2e/package.json',
    '/console/assets/../../index.html',
  ])('are nothing at %s', async (path) => {
    const { status, json } = await http.call('GET', path);
    expect([status, json.code]).toEqual([404, 'not-found']);
  });

  it('compress to what they are', () => {
    const file = new BuiltPages(folder).find('sw.js')!;
    expect(gunzipSync(file.gzipped)).toEqual(file.bytes);
  });

  it('are none where the console was not built', () => {
    expect(new BuiltPages(join(folder, 'absent')).find('')).toBeUndefined();
  });
});
