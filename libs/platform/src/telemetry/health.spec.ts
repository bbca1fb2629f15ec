import { type HttpApp, startHttpApp } from '../testing/http-app.js';
import { Liveness, Readiness } from './health.js';

let http: HttpApp;
beforeEach(async () => (http = await startHttpApp([])));
afterEach(() => http.close());

describe('/livez', () => {
  it('fails while a watched loop stands still, and recovers', async () => {
    const liveness = http.app.get(Liveness);
    let since = 0;
    const stopWatching = liveness.register('order consumer', () => since, 30_000);
    expect(await http.call('GET', '/livez')).toMatchObject({ status: 200, json: { status: 'alive' } });
    since = 30_001;
    expect(await http.call('GET', '/livez')).toMatchObject({
      status: 503,
      json: { code: 'not-alive', detail: 'stopped: order consumer' },
    });
    stopWatching();
    expect((await http.call('GET', '/livez')).status).toBe(200);
  });
});

describe('/readyz', () => {
  it('fails while a database does not answer or answers late', async () => {
    const readiness = http.app.get(Readiness);
    expect((await http.call('GET', '/readyz')).json).toEqual({ status: 'ready' });
    readiness.register('order database', () => Promise.reject(new Error('postgres://u:hunter2@db')));
    readiness.register('slow database', () => new Promise(() => undefined));
    readiness.register('good database', () => Promise.resolve(1));
    await new Promise((resolve) => setTimeout(resolve, 550));
    const answer = await http.call('GET', '/readyz');
    expect(answer).toMatchObject({
      status: 503,
      json: { code: 'not-ready', detail: 'waiting for: order database, slow database' },
      headers: { 'retry-after': '1' },
    });
    expect(answer.text).not.toContain('hunter2');
  });

  it('asks once for probes arriving together', async () => {
    let asked = 0;
    http.app.get(Readiness).register('database', async () => void (asked += 1));
    await Promise.all(Array.from({ length: 20 }, () => http.call('GET', '/readyz')));
    expect(asked).toBe(1);
  });

  it('fails while shutting down; /livez does not', async () => {
    http.app.get(Readiness).drain();
    expect((await http.call('GET', '/readyz')).json).toMatchObject({
      status: 503,
      detail: 'waiting for: shutting-down',
    });
    expect((await http.call('GET', '/livez')).status).toBe(200);
  });
});
