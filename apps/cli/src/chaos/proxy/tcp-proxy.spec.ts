import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { commitsOfPostgres, postsOfHttp, produceOfKafka } from './answers.js';
import { TcpProxy } from './tcp-proxy.js';

const SILENCE_MS = 150;

let echo: Server;
let proxy: TcpProxy;
let heard: string[];
const sockets: Socket[] = [];

beforeEach(async () => {
  heard = [];
  echo = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heard.push(chunk.toString());
      socket.write(`re: ${chunk.toString()}`);
    });
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await TcpProxy.open((echo.address() as { port: number }).port);
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await proxy.close();
  echo.close();
});

const client = async (): Promise<Socket> => {
  const socket = connect({ host: '127.0.0.1', port: proxy.port });
  socket.on('error', () => undefined);
  sockets.push(socket);
  await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), closeOf(socket)]);
  return socket;
};

/** Unlike once(), an error before the end is part of what is awaited. */
const closeOf = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()));

const ask = async (socket: Socket, text: string): Promise<string> => {
  if (socket.destroyed) return 'closed';
  socket.write(text);
  const outcome = await Promise.race([
    new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString()))),
    closeOf(socket).then(() => 'closed'),
    wait(SILENCE_MS * 4).then(() => 'silence'),
  ]);
  return outcome;
};

describe('the proxy', () => {
  it('hands on both ways in clear weather', async () => {
    const socket = await client();
    expect(await ask(socket, 'a')).toBe('re: a');
    expect(await ask(socket, 'b')).toBe('re: b');
    expect(proxy.figures).toMatchObject({ connections: 1, cut: 0, delayed: 0, swallowed: 0, answersLost: 0 });
  });

  it('hands on the end of a connection', async () => {
    const socket = await client();
    await ask(socket, 'a');
    socket.end();
    const [hadError] = (await once(socket, 'close')) as [boolean];
    expect(hadError).toBe(false);
  });

  it('cuts what is open and refuses what comes while it is closed', async () => {
    const socket = await client();
    await ask(socket, 'a');
    const closed = closeOf(socket);
    expect(proxy.cutAll()).toBe(1);
    await closed;
    proxy.setWeather({ kind: 'closed' });
    const refused = await client();
    expect(await ask(refused, 'b')).toBe('closed');
    expect(heard).toEqual(['a']);
    expect(proxy.figures).toMatchObject({ cut: 1, refused: 1 });
    proxy.setWeather({ kind: 'clear' });
    expect(await ask(await client(), 'c')).toBe('re: c');
  });

  it('delays both ways and keeps the order, also across a change of weather', async () => {
    const socket = await client();
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    proxy.setWeather({ kind: 'slow', delayMs: SILENCE_MS });
    const started = performance.now();
    socket.write('1');
    await wait(20);
    proxy.setWeather({ kind: 'clear' });
    socket.write('2');
    while (!answer.includes('2')) await wait(5);
    expect(performance.now() - started).toBeGreaterThanOrEqual(SILENCE_MS - 5);
    expect(heard.join('')).toBe('12');
    expect(proxy.figures.delayed).toBeGreaterThanOrEqual(2);
  });

  it('falls silent without a word; old connections stay silent, new ones work again', async () => {
    const old = await client();
    await ask(old, 'a');
    proxy.setWeather({ kind: 'silent' });
    const young = await client();
    expect(await ask(old, 'b')).toBe('silence');
    expect(await ask(young, 'c')).toBe('silence');
    proxy.setWeather({ kind: 'clear' });
    expect(await ask(old, 'd')).toBe('silence');
    expect(await ask(await client(), 'e')).toBe('re: e');
    expect(heard).toEqual(['a', 'e']);
    expect(proxy.figures.swallowed).toBe(3);
  });

  it('loses each n-th answer after the work was done, and the connection with it', async () => {
    proxy.setWeather({ kind: 'forgetful', worth: commitsOfPostgres, every: 2 });
    const socket = await client();
    expect(await ask(socket, 'COMMIT\0')).toBe('re: COMMIT\0');
    expect(await ask(socket, 'SELECT\0')).toBe('re: SELECT\0');
    expect(await ask(socket, 'COMMIT\0')).toBe('closed');
    expect(heard).toEqual(['COMMIT\0', 'SELECT\0', 'COMMIT\0']);
    expect(proxy.figures.answersLost).toBe(1);
  });
});

describe('answers worth losing', () => {
  it('are those to a COMMIT, a POST and a produce request', () => {
    expect(commitsOfPostgres(Buffer.from('Q\0\0\0\x0bCOMMIT\0'))).toBe(true);
    expect(commitsOfPostgres(Buffer.from('Q\0\0\0\x0bBEGIN\0'))).toBe(false);
    expect(postsOfHttp(Buffer.from('POST /v1/orders HTTP/1.1\r\n'))).toBe(true);
    expect(postsOfHttp(Buffer.from('GET /v1/orders HTTP/1.1\r\n'))).toBe(false);
    const request = (key: number): Buffer => {
      const bytes = Buffer.alloc(12);
      bytes.writeInt32BE(8, 0);
      bytes.writeInt16BE(key, 4);
      return bytes;
    };
    expect(produceOfKafka(request(0))).toBe(true);
    expect(produceOfKafka(request(1))).toBe(false);
    expect(produceOfKafka(Buffer.from('ab'))).toBe(false);
  });
});
