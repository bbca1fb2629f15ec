import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { request as send } from 'node:http';
import { type Config, readConfig } from '../config/index.js';
import { configureHttp, httpAdapter } from '../http/index.js';
import { SecurityModule } from '../security/index.js';
import { HealthModule, NestLogger } from '../telemetry/index.js';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body read as JSON; undefined when it is none. */
  readonly json: any;
}

export interface HttpApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** Sends the path as it is: no client tidies `//` or `%2e` away. */
  call(
    method: string,
    path: string,
    options?: { headers?: Record<string, string>; body?: string | Buffer; key?: string },
  ): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** A real Nest application with our HTTP, health and, given a database, security, listening on a free port. */
export const startHttpApp = async (
  controllers: Type<unknown>[],
  options: { databaseUrl?: string; config?: Partial<Config>; imports?: DynamicModule[] } = {},
): Promise<HttpApp> => {
  const config: Config = {
    ...readConfig({ DATABASE_URL: options.databaseUrl, LOG_LEVEL: 'silent' }),
    ...options.config,
  };
  class TestModule {}
  const security = options.databaseUrl ? [SecurityModule.forRoot(config)] : [];
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: TestModule, imports: [HealthModule, ...security, ...(options.imports ?? [])], controllers },
    httpAdapter(),
    { logger: new NestLogger(), abortOnError: false },
  );
  await configureHttp(app, config);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    app,
    url,
    call: (method, path, request = {}) => call(url, method, path, request),
    close: () => app.close(),
  };
};

const call: (base: string, ...rest: Required<Parameters<HttpApp['call']>>) => Promise<HttpAnswer> = (
  base,
  method,
  path,
  { headers = {}, body, key },
) =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    const type =
      typeof body === 'string' || Buffer.isBuffer(body)
        ? { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }
        : {};
    const outgoing = send(
      {
        hostname,
        port,
        method,
        path,
        headers: { ...type, ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
        agent: false,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: readJson(text) });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
