import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventoryService } from '@okuru/inventory';
import { notificationService } from '@okuru/notification';
import { orderService } from '@okuru/order';
import {
  ApiKeys,
  createRoles,
  embeddedPostgres,
  readConfig,
  refusedStores,
  type Role,
  roleEnvironment,
  roleUrls,
  type RunningApp,
  startServices,
} from '@okuru/platform';
import {
  kafkaAvailability,
  redisAvailability,
  startLocalKafka,
  startLocalRedis,
} from '@okuru/platform/local-servers';
import {
  type CertificateFiles,
  opensslAvailability,
  ThrowAwayAuthority,
  WireTap,
} from '@okuru/platform/testing';
import { shippingService } from '@okuru/shipping';
import { anOrder } from './support/an-order.js';

const START_MS_MAX = 600_000;
const HEARD_WITHIN_MS = 120_000;
const SERVICES = [orderService, inventoryService, shippingService, notificationService];
const NAMES = SERVICES.map(({ name }) => name);
const PASSWORD = 'a-password-to-look-for';
const SKU = 'MUG-TO-LOOK-FOR';

const missing = [opensslAvailability(), kafkaAvailability(), await redisAvailability()].find(({ ok }) => !ok);
const ready = missing === undefined;

type Env = Record<string, string>;

(ready ? describe : describe.skip)(
  ready ? 'a shop whose stores speak TLS alone' : `no TLS here: ${(missing as { reason: string }).reason}`,
  () => {
    const undo: (() => Promise<unknown> | void)[] = [];
    let authority: ThrowAwayAuthority;
    let stranger: ThrowAwayAuthority;
    let client: CertificateFiles;
    let given: Env;
    let running: RunningApp;
    let order: { status: number; body: { orderId: string } };
    const taps: Record<string, WireTap> = {};

    /** Starts the stores with this certificate; answers their ports. */
    const stores = async (certificate: CertificateFiles, folder: string) => {
      const postgres = await embeddedPostgres({
        dir: join(folder, 'postgres'),
        temporary: true,
        tls: certificate,
      });
      undo.push(() => postgres.stop());
      const secret = { username: 'shop', password: PASSWORD };
      const redis = await startLocalRedis(undefined, {
        ...certificate,
        ...secret,
        clientAuthorityFile: authority.certificateFile,
      });
      undo.push(() => redis.stop());
      return { postgres, redis, secret };
    };

    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'okuru-tls-'));
      undo.push(() => rmSync(folder, { recursive: true, force: true }));
      authority = ThrowAwayAuthority.make();
      stranger = ThrowAwayAuthority.make('stranger');
      undo.push(
        () => authority.remove(),
        () => stranger.remove(),
      );
      const server = await authority.certify('server', 'IP:127.0.0.1');
      client = await authority.certify('client');
      const { postgres, redis, secret } = await stores(server, folder);

      const tapped = await WireTap.open(Number(new URL(postgres.url).port));
      const admin = new URL(postgres.url);
      admin.port = String(tapped.port);
      admin.searchParams.set('sslmode', 'verify-full');
      admin.searchParams.set('sslrootcert', authority.certificateFile);
      const roles = roleUrls(admin.toString());
      await createRoles(admin.toString(), roles);

      const redisTap = await WireTap.open(Number(new URL(redis.url).port));
      const redisUrl = new URL(redis.url);
      redisUrl.port = String(redisTap.port);

      const kafkaTap = await WireTap.open(0);
      Object.assign(taps, { postgres: tapped, redis: redisTap, kafka: kafkaTap });
      undo.push(...Object.values(taps).map((tap) => () => tap.close()));
      const kafka = await startLocalKafka({
        shortLived: true,
        advertisedPort: kafkaTap.port,
        secured: {
          ...secret,
          keyAndCertificateFile: server.bothFile,
          clientAuthorityFile: authority.certificateFile,
        },
      });
      undo.push(() => kafka.stop());
      kafkaTap.leadTo(Number(kafka.brokers.split(':')[1]));
      given = {
        ...roleEnvironment(roles),
        OKURU_MASTER_KEY: randomBytes(32).toString('base64'),
        LOG_LEVEL: 'error',
        PORT: '0',
        KAFKA_BROKERS: `127.0.0.1:${kafkaTap.port}`,
        KAFKA_SSL: 'true',
        KAFKA_CA_FILE: authority.certificateFile,
        KAFKA_CERT_FILE: client.certificateFile,
        KAFKA_KEY_FILE: client.keyFile,
        KAFKA_SASL_USERNAME: secret.username,
        KAFKA_SASL_PASSWORD: secret.password,
        REDIS_URL: redisUrl.toString(),
        REDIS_CA_FILE: authority.certificateFile,
        REDIS_CERT_FILE: client.certificateFile,
        REDIS_KEY_FILE: client.keyFile,
      };
      running = await startServices(readConfig(given), SERVICES);
      undo.push(() => running.close());
    }, START_MS_MAX);
    afterAll(async () => {
      for (const each of undo.reverse()) await each();
    }, START_MS_MAX);

    const ask = async (key: string, method: string, path: string, body?: unknown) => {
      const csv = typeof body === 'string';
      const answer = await fetch(`${running.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          'idempotency-key': randomUUID(),
          ...(body === undefined ? {} : { 'content-type': csv ? 'text/csv' : 'application/json' }),
        },
        ...(body === undefined ? {} : { body: csv ? body : JSON.stringify(body) }),
      });
      return { status: answer.status, body: JSON.parse(await answer.text()) };
    };

    it(
      'takes an order through all of them, and nobody in between can read a word',
      async () => {
        const apiKeys = new ApiKeys(given['PLATFORM_DATABASE_URL'] ?? '');
        undo.push(() => apiKeys.close());
        const keyOf = async (role: Role, channel?: string) =>
          (await apiKeys.issue({ role, label: 'tls', ...(channel ? { channel } : {}) })).key;
        const [ops, storefront] = [await keyOf('ops'), await keyOf('storefront', 'web')];
        const header = 'sku,name_ja,name_en,barcodes,length_mm,width_mm,height_mm,weight_g,value_yen';
        await ask(
          ops,
          'POST',
          '/v1/items/import',
          `${header}\n${SKU},カップ,Mug,2100000000012,120,90,60,300,1000`,
        );
        await ask(ops, 'POST', '/v1/stock/import', `sku,on_hand\n${SKU},5`);
        const until = async (path: string, holds: (body: any) => boolean): Promise<void> => {
          const deadline = Date.now() + HEARD_WITHIN_MS;
          for (;;) {
            const { body } = await ask(ops, 'GET', path);
            if (holds(body)) return;
            if (Date.now() > deadline) throw new Error(`never: ${JSON.stringify(body)}`);
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        };
        await until('/v1/catalogue', (body) => body.catalogueVersion >= 1);
        order = (await ask(
          storefront,
          'POST',
          '/v1/orders',
          anOrder({ reference: 'T-1', sku: SKU, units: 1 }),
        )) as typeof order;
        expect(order.status).toBe(201);
        await until(
          `/v1/orders/${order.body.orderId}`,
          (body) => body.status === 'awaiting-packing' && body.letters.length === 1,
        );
        // Long ones: three letters stand in a megabyte of ciphertext by chance, now and then.
        const words = [SKU, 'order.placed', 'okuru_order', 'okuru:', PASSWORD, order.body.orderId];
        for (const [store, tap] of Object.entries(taps)) {
          expect({ store, seen: tap.bytes > 1_000, readable: tap.readable(words) }).toEqual({
            store,
            seen: true,
            readable: [],
          });
        }
      },
      START_MS_MAX,
    );

    const refusals = (more: Env): Promise<string[]> =>
      refusedStores(readConfig({ ...given, ...more }), NAMES);
    const changed = (name: string, change: (url: URL) => void): Env => {
      const url = new URL(given[name] ?? '');
      change(url);
      return { [name]: url.toString() };
    };

    it(
      'is refused by nobody when all is right',
      async () => expect(await refusals({})).toEqual([]),
      START_MS_MAX,
    );

    it.each<[string, () => Env, RegExp]>([
      [
        'another authority for PostgreSQL',
        () =>
          changed('ORDER_DATABASE_URL', (url) =>
            url.searchParams.set('sslrootcert', stranger.certificateFile),
          ),
        /^ORDER_DATABASE_URL \(127\.0\.0\.1:\d+\): who answers shows a certificate of an authority/,
      ],
      [
        'another name for PostgreSQL',
        () => changed('ORDER_DATABASE_URL', (url) => (url.hostname = 'localhost')),
        /^ORDER_DATABASE_URL \(localhost:\d+\): who answers shows the certificate of another host$/,
      ],
      [
        'a wrong password for PostgreSQL',
        () => changed('SHIPPING_DATABASE_URL', (url) => (url.password = 'wrong')),
        /^SHIPPING_DATABASE_URL \(127\.0\.0\.1:\d+\): its user or password is refused$/,
      ],
      [
        'no TLS for PostgreSQL',
        () => changed('PLATFORM_DATABASE_URL', (url) => (url.search = '')),
        /^PLATFORM_DATABASE_URL .*: its user or password is refused$/,
      ],
      [
        'another authority for Kafka',
        () => ({ KAFKA_CA_FILE: stranger.certificateFile }),
        /^KAFKA_BROKERS .* authority .*; see KAFKA_CA_FILE$/,
      ],
      [
        'another name for Kafka',
        () => ({ KAFKA_BROKERS: (given['KAFKA_BROKERS'] ?? '').replace('127.0.0.1', 'localhost') }),
        /^KAFKA_BROKERS .* another host/,
      ],
      [
        'a wrong password for Kafka',
        () => ({ KAFKA_SASL_PASSWORD: 'wrong' }),
        /^KAFKA_BROKERS .* password is refused; see KAFKA_SASL_USERNAME/,
      ],
      [
        'another authority for Redis',
        () => ({ REDIS_CA_FILE: stranger.certificateFile }),
        /^REDIS_URL .* authority .*; see REDIS_CA_FILE$/,
      ],
      [
        'another name for Redis',
        () => changed('REDIS_URL', (url) => (url.hostname = 'localhost')),
        /^REDIS_URL .* another host/,
      ],
      [
        'a wrong password for Redis',
        () => changed('REDIS_URL', (url) => (url.password = 'wrong')),
        /^REDIS_URL .*: its user or password is refused$/,
      ],
    ])(
      '%s is refused in one line that names the variable and no password',
      async (_name, more, line) => {
        const told = await refusals(more());
        expect(told).toEqual([expect.stringMatching(line)]);
        expect(told.join('')).not.toContain(PASSWORD);
      },
      START_MS_MAX,
    );

    it(
      'never falls back to clear when the server has no TLS',
      async () => {
        const folder = mkdtempSync(join(tmpdir(), 'okuru-clear-'));
        const clear = await embeddedPostgres({ dir: join(folder, 'postgres'), temporary: true });
        const tap = await WireTap.open(Number(new URL(clear.url).port));
        try {
          const asked = new URL(clear.url);
          asked.port = String(tap.port);
          const { password } = asked;
          expect(await refusals({ ORDER_DATABASE_URL: withTls(asked) })).toEqual([
            expect.stringMatching(/^ORDER_DATABASE_URL .*: it offers no TLS$/),
          ]);
          expect(tap.readable(['postgres', 'user', password])).toEqual([]);
          // The tap itself can read: the same without TLS.
          expect(await refusals({ ORDER_DATABASE_URL: asked.toString() })).toEqual([]);
          expect(tap.readable(['postgres', 'user'])).toEqual(['postgres', 'user']);
        } finally {
          await tap.close();
          await clear.stop();
          rmSync(folder, { recursive: true, force: true });
        }
      },
      START_MS_MAX,
    );

    const withTls = (url: URL): string => {
      const copy = new URL(url);
      copy.searchParams.set('sslmode', 'verify-full');
      copy.searchParams.set('sslrootcert', authority.certificateFile);
      return copy.toString();
    };
  },
);
