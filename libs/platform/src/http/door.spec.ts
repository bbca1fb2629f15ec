import { Controller, Get, Post } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Public } from '../security/access.js';
import { type HttpApp, startHttpApp } from '../testing/http-app.js';
import { doorOf } from './door.js';

const held: (() => void)[] = [];

@Controller()
@Public()
class SlowController {
  @Get('slow')
  async slow(): Promise<{ status: string }> {
    await new Promise<void>((resolve) => held.push(resolve));
    return { status: 'done' };
  }
}

@Controller('quick')
@Public()
class QuickController {
  @Get()
  get(): object {
    return {};
  }

  @Post()
  post(): object {
    return {};
  }
}

const letGo = (): void => held.splice(0).forEach((resolve) => resolve());

describe('the bound of requests in hand', () => {
  let app: HttpApp;
  beforeAll(async () => {
    app = await startHttpApp([SlowController, QuickController], { config: { requestsInHandMax: 2 } });
  });
  afterAll(() => app.close());
  const holding = async (count: number): Promise<void> => {
    while (held.length < count) await new Promise((resolve) => setImmediate(resolve)); // bound: the test's own time
  };

  it('refuses what comes beyond it, saying when to come again, and answers probes', async () => {
    const taken = [app.call('GET', '/slow'), app.call('GET', '/slow')];
    await holding(2);
    const refused = await app.call('GET', '/slow');
    expect(refused).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1', 'content-type': 'application/problem+json; charset=utf-8' },
      json: { code: 'unavailable' },
    });
    expect((await app.call('GET', '/livez')).status).toBe(200);
    letGo();
    expect((await Promise.all(taken)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('is shut for a route alone while its handler would refuse, before anything of a request is read', async () => {
    let isFull = true;
    doorOf(app.app.get(HttpAdapterHost))?.refuseWhile('POST', '/quick', () => isFull);
    const refused = await app.call('POST', '/quick', { body: '{ no json' });
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect((await app.call('GET', '/quick')).status).toBe(200);
    isFull = false;
    expect((await app.call('POST', '/quick', { body: '{}' })).status).toBe(201);
  });

  it('has room again when the callers went away without their answers', async () => {
    const away = new AbortController();
    const gone = [1, 2].map(() => fetch(`${app.url}/slow`, { signal: away.signal }).catch(() => undefined));
    await holding(2);
    away.abort();
    await Promise.all(gone);
    let after = app.call('GET', '/slow');
    for (let tries = 0; tries < 100 && held.length < 3; tries += 1) {
      const answer = await Promise.race([after, new Promise((resolve) => setTimeout(resolve, 20))]);
      if (answer !== undefined) after = app.call('GET', '/slow');
    }
    letGo();
    expect((await after).status).toBe(200);
  });
});
