import {
  Body,
  Controller,
  Get,
  HttpCode,
  Injectable,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Public } from '../security/access.js';
import { configureLogging } from '../telemetry/index.js';
import { type HttpApp, startHttpApp } from '../testing/http-app.js';
import { currentTrace } from '../trace/current-trace.js';
import { Refusal } from './refusal.js';

class Line {
  @IsString()
  @Length(1, 64)
  sku!: string;

  @IsInt()
  @Min(1)
  quantity!: number;
}

class PlaceOrder {
  @IsString()
  reference!: string;

  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => Line)
  lines!: Line[];

  @IsOptional()
  @IsBoolean()
  gift?: boolean;
}

class Page {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(100)
  limit?: number;
}

const LEAK = 'postgres://okuru:hunter2@db secret-table';

@Injectable()
@Controller('v1/orders')
@Public()
class OrdersController {
  @Post()
  place(@Body() order: PlaceOrder) {
    return { lines: order.lines.length, isLine: order.lines[0] instanceof Line };
  }

  @Get()
  list(@Query() page: Page) {
    return page;
  }

  @Get(':id')
  one(@Param('id', ParseUUIDPipe) id: string) {
    return { id };
  }

  @Put(':id/confirm')
  @HttpCode(202)
  confirm(@Body() body: unknown) {
    return { body: body === undefined ? 'none' : 'some' };
  }
}

@Controller('try')
@Public()
class TryController {
  @Get('refusal')
  refusal() {
    throw new Refusal({
      status: 409,
      code: 'scan-blocked',
      title: 'Not this one',
      more: { reason: 'wrong-item', status: 200 },
      errors: [{ path: 'barcode', message: 'belongs to another item' }],
    });
  }

  @Get('broken')
  broken() {
    throw new Error(LEAK);
  }

  @Get('no-error')
  noError() {
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw LEAK;
  }

  @Get('outage')
  outage() {
    throw Object.assign(new Error(LEAK), { code: 'ECONNREFUSED' });
  }

  @Get('full-disk')
  fullDisk() {
    throw Object.assign(new Error(LEAK), { code: '53100' });
  }

  @Post('csv')
  @HttpCode(200)
  csv(@Body() csv: Buffer) {
    return { bytes: csv.length, isBuffer: Buffer.isBuffer(csv) };
  }

  @Post('trace')
  @HttpCode(200)
  async trace(@Body() _body: unknown) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return currentTrace();
  }
}

let http: HttpApp;
beforeAll(async () => {
  http = await startHttpApp([OrdersController, TryController]);
});
afterAll(() => http.close());

const post = (body: unknown) =>
  http.call('POST', '/v1/orders', { body: typeof body === 'string' ? body : JSON.stringify(body) });

describe('a request body', () => {
  it('arrives as instances of the DTO classes', async () => {
    expect((await post({ reference: 'a', lines: [{ sku: 'x', quantity: 2 }] })).json).toEqual({
      lines: 1,
      isLine: true,
    });
  });

  it.each<[string, unknown, object[]]>([
    [
      'a number in quotes',
      { reference: 'a', lines: [{ sku: 'x', quantity: '5' }] },
      [
        {
          path: 'lines[0].quantity',
          message: 'must be an integer number',
          mend: 'Write the number 5 without quotes.',
        },
      ],
    ],
    [
      'a text without quotes',
      { reference: 5, lines: [] },
      [{ path: 'reference', message: 'must be a string', mend: 'Write it in quotes.' }],
    ],
    [
      'a typing slip',
      { reference: 'a', lines: [{ sku: 'x', quantity: 1, quantitty: 2 }] },
      [{ path: 'lines[0].quantitty', message: 'is not known here', mend: 'Did you mean quantity?' }],
    ],
    [
      'an unknown member',
      { reference: 'a', lines: [], admin: true },
      [{ path: 'admin', message: 'is not known here', mend: 'Remove it.' }],
    ],
    [
      'several faults',
      { lines: [{ sku: '', quantity: 0 }, { sku: 'x', quantity: 1 }, 7] },
      [
        { path: 'reference', message: 'must be a string', mend: 'Give it.' },
        { path: 'lines[0].sku', message: 'must be longer than or equal to 1 characters' },
        { path: 'lines[0].quantity', message: 'must not be less than 1' },
        { path: 'lines[2]', message: expect.any(String) },
      ],
    ],
    [
      'an object for a list',
      { reference: 'a', lines: { 0: { sku: 'x', quantity: 1 } } },
      [{ path: 'lines', message: 'must be an array' }],
    ],
    [
      'a text for true',
      { reference: 'a', lines: [], gift: 'true' },
      [{ path: 'gift', message: 'must be a boolean value', mend: 'Write true without quotes.' }],
    ],
  ])('is refused with path and mend: %s', async (_case, body, errors) => {
    const answer = await post(body);
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json).toMatchObject({
      type: 'urn:okuru:problem:invalid-request',
      code: 'invalid-request',
      status: 422,
      instance: expect.stringMatching(/^urn:okuru:request:/),
      errors,
    });
    expect(answer.json.errors).toHaveLength(errors.length);
  });

  it.each(['[]', '"text"', '5', 'true', 'null', '[[]]'])(
    'is refused when it is no object: %s',
    async (body) => {
      const answer = await post(body);
      expect(answer.status).toBe(422);
      expect(answer.json.errors.length).toBeGreaterThan(0);
      for (const { path } of answer.json.errors) expect(path).toEqual(expect.any(String));
    },
  );

  it('that is missing is refused by its members', async () => {
    for (const answer of [await http.call('POST', '/v1/orders'), await post('')]) {
      expect(answer.json).toMatchObject({ status: 422, errors: [{ path: 'reference' }, { path: 'lines' }] });
    }
  });

  it('may be missing where none is needed', async () => {
    expect((await http.call('PUT', '/v1/orders/x/confirm')).json).toEqual({ body: 'none' });
    expect((await http.call('PUT', '/v1/orders/x/confirm', { body: '' })).json).toEqual({ body: 'none' });
  });

  it('names at most 50 faults', async () => {
    const answer = await post({ reference: 'a', lines: Array.from({ length: 150 }, () => ({})) });
    expect(answer.json.errors).toHaveLength(50);
  });

  it.each<[string, string | Buffer, string]>([
    [
      'broken UTF-8',
      Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]),
      'a: is not UTF-8 (at byte offset 6, broken-utf-8).',
    ],
    [
      'a duplicate key',
      '{"reference":"a","reference":"b"}',
      'reference: the key stands twice in the same object (at byte offset 17, duplicate-key).',
    ],
    [
      '__proto__',
      '{"__proto__":{}}',
      '__proto__: the key __proto__ is not allowed (at byte offset 1, forbidden-key).',
    ],
    [
      'a lone surrogate',
      '{"lines":["\\ud800"]}',
      'lines[0]: a string holds half of a surrogate pair (at byte offset 10, lone-surrogate).',
    ],
    [
      'no JSON',
      'reference=a',
      'The body: something else stands where a value should (at byte offset 0, malformed).',
    ],
  ])('that is no acceptable JSON is refused by place: %s', async (_case, body, detail) => {
    const answer = await http.call('POST', '/v1/orders', { body });
    expect(answer.json).toMatchObject({ status: 400, code: 'unreadable-json', detail });
  });

  it('of another type is refused', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'multipart/form-data; boundary=x',
      'application/json-patch+json',
    ]) {
      const answer = await http.call('POST', '/v1/orders', { body: '{}', headers: { 'content-type': type } });
      expect(answer.json).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    }
  });

  it('larger than 256 KiB is refused, said beforehand or not, and memory stays flat', async () => {
    const said = await post(JSON.stringify({ reference: 'x'.repeat(300_000), lines: [] }));
    expect(said.json).toMatchObject({ status: 413, code: 'too-large' });
    const before = process.memoryUsage().rss;
    const { hostname, port } = new URL(http.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname);
      let text = '';
      let sent = 0;
      const chunk = Buffer.alloc(65_536, 0x20);
      const pump = () => {
        while (sent < 100_000_000 && !socket.destroyed && socket.writable) {
          sent += chunk.length;
          if (
            !socket.write(
              Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
            )
          )
            return void socket.once('drain', pump);
        }
      };
      socket.on('data', (data: Buffer) => (text += data.toString()));
      socket.on('error', () => undefined);
      const late = setTimeout(() => socket.destroy(), 3_000);
      socket.on('close', () => {
        clearTimeout(late);
        resolve(text);
      });
      socket.write(
        'POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
      );
      pump();
    });
    expect(answer).toContain('413');
    expect(answer).toContain('application/problem+json');
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  it('of CSV arrives as bytes up to 32 MiB', async () => {
    const csv = (bytes: number) =>
      http.call('POST', '/try/csv', {
        body: Buffer.alloc(bytes, 0x82),
        headers: { 'content-type': 'text/csv; charset=shift_jis' },
      });
    expect((await csv(1_000_000)).json).toEqual({ bytes: 1_000_000, isBuffer: true });
    expect((await csv(33_600_000)).json).toMatchObject({ status: 413 });
  });
});

describe('a query', () => {
  it('is checked like a body', async () => {
    expect((await http.call('GET', '/v1/orders?limit=20')).json).toEqual({ limit: 20 });
    expect((await http.call('GET', '/v1/orders?limit=1000')).json).toMatchObject({
      status: 422,
      errors: [{ path: 'limit', message: 'must not be greater than 100' }],
    });
    expect((await http.call('GET', '/v1/orders?limitt=1')).json).toMatchObject({
      status: 422,
      errors: [{ path: 'limitt', mend: 'Did you mean limit?' }],
    });
    expect((await http.call('GET', '/v1/orders?__proto__[x]=1')).status).toBe(422);
  });
});

describe('an answer to a mistake', () => {
  it('carries what a refusal says, and its further members replace nothing', async () => {
    expect((await http.call('GET', '/try/refusal')).json).toMatchObject({
      status: 409,
      code: 'scan-blocked',
      title: 'Not this one',
      reason: 'wrong-item',
      errors: [{ path: 'barcode', message: 'belongs to another item' }],
    });
  });

  it.each(['/try/broken', '/try/no-error'])('tells nothing of our own faults: %s', async (path) => {
    const answer = await http.call('GET', path);
    expect(answer.json).toMatchObject({ status: 500, code: 'internal-error' });
    expect(answer.text).not.toMatch(/hunter2|secret|stack| at /);
  });

  it.each(['/try/outage', '/try/full-disk'])(
    'asks to come again while the database is away: %s',
    async (path) => {
      const answer = await http.call('GET', path);
      expect(answer.json).toMatchObject({ status: 503, code: 'unavailable' });
      expect(answer.headers['retry-after']).toBe('2');
      expect(answer.text).not.toContain('hunter2');
    },
  );

  it.each<[string, string, number, string]>([
    ['GET', '/nowhere', 404, 'not-found'],
    ['POST', '/v1/orders/x/nothing', 404, 'not-found'],
    ['GET', '/v1/orders/', 404, 'not-found'],
    ['DELETE', '/v1/orders', 405, 'method-not-allowed'],
    ['PATCH', '/v1/orders/0199', 405, 'method-not-allowed'],
    ['OPTIONS', '/v1/orders', 405, 'method-not-allowed'],
    ['GET', '/v1/orders/%zz', 400, 'bad-request'],
    ['GET', `/v1/orders/${'x'.repeat(200)}`, 414, 'uri-too-long'],
    ['GET', '/v1/orders/not-a-uuid', 400, 'bad-request'],
  ])('%s %s is %i in problem+json', async (method, path, status, code) => {
    const answer = await http.call(method, path);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json).toMatchObject({ status, code });
  });

  it('names the methods that are offered', async () => {
    expect((await http.call('DELETE', '/v1/orders')).headers.allow).toBe('GET, HEAD, POST');
  });

  it.each<[string, string, string]>([
    ['nonsense', 'hello\r\n\r\n', '400'],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, '431'],
  ])('is problem+json even to %s', async (_case, raw, status) => {
    const { hostname, port } = new URL(http.url);
    const text = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write(raw));
      let received = '';
      socket.on('data', (data: Buffer) => (received += data.toString()));
      socket.on('close', () => resolve(received));
    });
    expect(text.startsWith(`HTTP/1.1 ${status}`)).toBe(true);
    expect(text).toContain('application/problem+json');
  });
});

describe('every answer', () => {
  it('has protective headers and does not tell what it runs on', async () => {
    for (const path of ['/v1/orders', '/nowhere', '/try/broken']) {
      const { headers } = await http.call('GET', path);
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers.server).toBeUndefined();
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['strict-transport-security']).toBeUndefined();
    }
  });

  it('names the request, by the caller’s own id when that is a plain word', async () => {
    expect(
      (await http.call('GET', '/v1/orders', { headers: { 'x-request-id': 'shop-12345678' } })).headers[
        'x-request-id'
      ],
    ).toBe('shop-12345678');
    expect(
      (await http.call('GET', '/v1/orders', { headers: { 'x-request-id': '<b>bad</b>' } })).headers[
        'x-request-id'
      ],
    ).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is made in the trace the caller names, also after a body was read in pieces', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { json } = await http.call('POST', '/try/trace', {
      body: JSON.stringify({ filler: 'x'.repeat(200_000) }),
      headers: { traceparent },
    });
    expect(json.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    const [one, two] = await Promise.all([
      http.call('POST', '/try/trace', { body: '{}' }),
      http.call('POST', '/try/trace', { body: '{}' }),
    ]);
    expect(one.json.traceparent).not.toBe(two.json.traceparent);
  });

  it('is logged by route pattern, without addresses', async () => {
    const lines: string[] = [];
    configureLogging({ level: 'info', to: { write: (line: string) => void lines.push(line) } });
    await http.call('GET', '/v1/orders/0199?email=taro@example.jp');
    await http.call('GET', '/search/taro@example.jp');
    configureLogging({ level: 'silent', to: { write: () => undefined } });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        log: 'http',
        method: 'GET',
        route: '/v1/orders/:id',
        status: 400,
        ms: expect.any(Number),
        requestId: expect.any(String),
      },
      { route: 'none', status: 404 },
    ]);
    expect(lines.join()).not.toMatch(/taro|0199\?/);
  });
});

describe('closing', () => {
  it('lets what runs finish', async () => {
    @Controller('slow')
    @Public()
    class SlowController {
      @Get()
      async slow() {
        await new Promise((resolve) => setTimeout(resolve, 300));
        return { done: true };
      }
    }
    const other = await startHttpApp([SlowController]);
    const running = other.call('GET', '/slow');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = other.close();
    expect((await running).json).toEqual({ done: true });
    await closed;
  });

  it('does not wait for ever for a client that stopped sending', async () => {
    const other = await startHttpApp([TryController]);
    const { hostname, port } = new URL(other.url);
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        'POST /try/csv HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 9\r\n\r\nsku',
      ),
    );
    socket.on('error', () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const gone = once(socket, 'close');
    // Node itself would wait for the rest of the request, five minutes by default: longer than a test may take.
    await other.close();
    await gone;
  });
});
