import { configureLogging, logger } from './logger.js';
import { NestLogger } from './nest-logger.js';
import { readableLine } from './readable-lines.js';

const CANARIES = [
  '山田太郎',
  'ヤマダタロウ',
  'taro.yamada@example.jp',
  '090-1234-5678',
  '09012345678',
  '+81 90-1234-5678',
  '150-0041',
  '神南1-19-11',
  'ok_3sWqJ0aBcDeFgHiJkLmNoPq_abc123',
  'hunter2',
];

describe('logger', () => {
  let lines: string[];
  const written = (): Record<string, unknown>[] =>
    lines.map((line) => JSON.parse(line) as Record<string, unknown>);

  beforeEach(() => {
    lines = [];
    configureLogging({ level: 'debug', to: { write: (line: string) => void lines.push(line) } });
  });
  afterAll(() => configureLogging({ level: 'silent', to: { write: () => undefined } }));

  it('writes flat fields and one sentence', () => {
    logger('place-order').info(
      { orderId: 'o-1', count: 3, skus: ['a', 'b'], at: new Date(0), big: 5n, none: null },
      'order placed',
    );
    expect(written()).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        log: 'place-order',
        msg: 'order placed',
        orderId: 'o-1',
        count: 3,
        skus: ['a', 'b'],
        at: '1970-01-01T00:00:00.000Z',
        big: '5',
        none: null,
      },
    ]);
  });

  it('keeps what operators need', () => {
    const fields = {
      key: 'order:0199-aa',
      group: 'okuru.order',
      serviceName: 'order',
      keyId: 'k1',
      offset: 12_345_678,
      time: '2026-07-31T12:00:00.000Z',
      orderId: '01990000-1234-7000-8000-123456789012',
      waybill: '4012-3456-7890',
      constraintName: 'x',
    };
    logger('relay').info(fields, 'sent 0120 of 4567 events of 2026-07-31');
    expect(written()[0]).toMatchObject({ ...fields, msg: 'sent 0120 of 4567 events of 2026-07-31' });
  });

  it('lets no canary through: field names, nested objects, free text, errors of the database and their causes', () => {
    const [name, kana, mail, phone, phone2, phone3, postalCode, street, key, password] = CANARIES;
    const log = logger('leaky');
    log.info(
      {
        name,
        kana,
        email: mail,
        buyerName: name,
        phone,
        contactPhone: phone2,
        street,
        postalCode,
        authorization: key,
        password,
        to: mail,
        data: { name },
      },
      'by field name',
    );
    log.info({ shipTo: { name, street }, order: { name, mail }, list: [{ name }, mail, phone] }, 'nested');
    log.warn(
      { note: `call ${phone} or ${phone2} or ${phone3}, mail ${mail}, 〒${postalCode}, key ${key}` },
      `for ${mail} with Bearer ${key} at postgres://u:${password}@db/x`,
    );
    const database = Object.assign(
      new Error('duplicate key value violates unique constraint "orders_reference"'),
      {
        code: '23505',
        detail: `Key (email)=(${mail}) already exists: ${name}`,
        where: street,
        query: `insert … ${name}`,
        parameters: [name],
        driverError: { detail: name },
      },
    );
    log.error({ fault: database }, 'database');
    log.error(
      { fault: Object.assign(new Error(`invalid input syntax for type uuid: "${name}"`), { code: '22P02' }) },
      'data exception',
    );
    log.error({ fault: new Error('outer', { cause: new Error(`inner ${mail}`) }) }, 'cause');
    try {
      JSON.parse(`{"name": ${name}}`);
    } catch (fault) {
      log.error({ fault }, 'JSON');
    }
    new NestLogger().error(new Error(`nest ${mail}`), 'stack', 'SomeContext');
    new NestLogger().log({ name }, 'SomeContext');
    expect(lines).toHaveLength(9);
    for (const canary of CANARIES) expect(lines.join('\n')).not.toContain(canary);
    expect(written()[3]).toMatchObject({
      fault: {
        code: '23505',
        message: expect.stringContaining('orders_reference'),
        stack: expect.stringContaining('at '),
      },
    });
  });

  it('bounds what is written and stays fast on crafted text', () => {
    const quickestMs = (filler: string): number => {
      const text = filler.repeat(25_000);
      const rounds = Array.from({ length: 5 }, () => {
        const started = performance.now();
        logger('long').info({ note: text, many: new Array(10_000).fill('x') }, text);
        return performance.now() - started;
      });
      return Math.min(...rounds);
    };
    const innocentMs = quickestMs('tea ');
    const crafted = ['a@', '0', '0-', '0 ', 'a.', '+81', 'Bearer ', '://', '〒1'];
    for (const filler of crafted) expect(quickestMs(filler) / innocentMs).toBeLessThan(100);
    for (const line of lines) expect(line.length).toBeLessThan(8_000);
  });

  it('honours the level, also for loggers made before', () => {
    const log = logger('early');
    configureLogging({ level: 'warn' });
    log.info({}, 'no');
    log.warn({}, 'yes');
    expect(written().map(({ msg }) => msg)).toEqual(['yes']);
  });

  it('counts the start-up chatter of Nest as debug', () => {
    new NestLogger().log('Mapped {/v1/orders, POST} route', 'RouterExplorer');
    new NestLogger().log('something happened', 'OrderModule');
    expect(written().map(({ level, log }) => [level, log])).toEqual([
      ['debug', 'RouterExplorer'],
      ['info', 'OrderModule'],
    ]);
  });

  it('reads well at a terminal', () => {
    logger('relay').error({ topic: 'okuru.order', fault: new Error('broken') }, 'not sent');
    expect(readableLine(lines[0] ?? '')).toMatch(
      /^\d\d:\d\d:\d\d error relay: not sent {2}topic=okuru\.order\n {6}Error: broken\n\s+at /,
    );
  });
});
