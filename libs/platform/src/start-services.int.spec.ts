import { type Envelope, definitionOf, type ServiceName } from '@okuru/contracts';
import { Controller, Module, type Type } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { readConfig } from './config/read-config.js';
import type { Config } from './config/config.js';
import type { UnitOfWork } from './database/unit-of-work.js';
import { MemoryEventLog } from './event-log/memory/memory-event-log.js';
import { Hears } from './listening/hears.js';
import { PlatformModule } from './platform.module.js';
import { fact } from './outbox/fact.js';
import { ApiKeys } from './security/api-keys.js';
import { runtimeOf, type ServiceRuntime } from './service-runtime.js';
import {
  type RunningApp,
  type ServiceDefinition,
  startServices,
  type StartOptions,
} from './start-services.js';
import { earsOf, type Hear } from './testing/ears.js';
import { orderIdOf } from './testing/some-facts.js';
import { testDatabase, type TestDatabase } from './testing/test-database.js';
import { until } from './testing/until.js';
import { currentTrace, runInTrace } from './trace/current-trace.js';

let database: TestDatabase;
const running: RunningApp[] = [];

beforeEach(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((app) => app.close()));
  await database.drop();
});

/** A service that is nothing but what it hears. */
const serviceOf = (
  name: ServiceName,
  controllers: Type<unknown>[],
  providers: Type<unknown>[] = [],
): ServiceDefinition => {
  @Module({
    imports: [PlatformModule.forService(name, { entities: [], migrations: [] })],
    controllers,
    providers,
  })
  class ServiceModule {}
  return { name, module: ServiceModule };
};
const deaf: Hear = async () => undefined;
const config = (more: Record<string, string> = {}): Config =>
  readConfig({ DATABASE_URL: database.url, LOG_LEVEL: 'silent', PORT: '0', ...more });
const start = async (
  services: ServiceDefinition[],
  options: StartOptions = {},
  env: Record<string, string> = {},
): Promise<RunningApp> => {
  const app = await startServices(config(env), services, options);
  running.push(app);
  return app;
};
const unitOfWorkOf = ({ app }: RunningApp, { name }: ServiceDefinition): UnitOfWork =>
  app.get<ServiceRuntime>(runtimeOf(name), { strict: false }).unitOfWork;
const dispatched = (nth: number) => {
  const example = definitionOf('parcel.dispatched')?.example as Parameters<
    typeof fact<'parcel.dispatched'>
  >[1];
  return fact('parcel.dispatched', { ...example, orderId: orderIdOf(nth) });
};

describe('services in one process', () => {
  it('hear one event each for itself: one that fails does not touch the other', async () => {
    const inventoryHeard: Envelope[] = [];
    const notificationHeard: string[] = [];
    const shipping = serviceOf('shipping', [earsOf('shipping', deaf)]);
    const inventory = serviceOf('inventory', [
      earsOf('inventory', async (events) => void inventoryHeard.push(...(events as Envelope[])), {
        batch: true,
      }),
    ]);
    const notification = serviceOf('notification', [
      earsOf('notification', async (event) => {
        notificationHeard.push((event as Envelope).key);
        throw new Error('the real error');
      }),
    ]);
    const app = await start([shipping, inventory, notification]);
    await unitOfWorkOf(app, shipping).run(async (tx) => tx.publish(dispatched(1)));
    await until(() => inventoryHeard.length === 1 && notificationHeard.length === 3);
    expect(inventoryHeard[0]).toMatchObject({
      type: 'parcel.dispatched',
      source: 'shipping',
      key: `order:${orderIdOf(1)}`,
      aggregateVersion: 1,
    });

    const { key } = await app.app.get(ApiKeys).issue({ role: 'ops', label: 'test' });
    const call = (method: string, path: string, body?: unknown) =>
      fetch(`${app.url}/v1/${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    const lettersOf = async (service: string) =>
      ((await (await call('GET', `${service}/dead-letters`)).json()) as { deadLetters: { id: string }[] })
        .deadLetters;
    await until(async () => (await lettersOf('notification')).length === 1);
    expect(await lettersOf('notification')).toEqual([
      expect.objectContaining({
        type: 'parcel.dispatched',
        fault: 'Error: the real error',
        tries: 3,
        state: 'dead',
      }),
    ]);
    expect(await lettersOf('inventory')).toEqual([]);
    expect(inventoryHeard).toHaveLength(1);

    const [letter] = await lettersOf('notification');
    const path = `notification/dead-letters/${letter?.id}`;
    expect(await (await call('POST', `${path}/redrive?dryRun=true`)).json()).toMatchObject({
      dryRun: true,
      events: [{ id: letter?.id }],
      unparked: true,
    });
    expect(await (await call('POST', `${path}/redrive`)).json()).toMatchObject({
      events: [],
      stoppedBy: { id: letter?.id },
      unparked: false,
    });
    expect((await call('POST', `${path}/redrive?dryRun=maybe`)).status).toBe(422);
    expect((await call('POST', 'notification/dead-letters/999/redrive')).status).toBe(404);
    expect((await call('POST', 'notification/dead-letters/x/redrive')).status).toBe(404);
    expect(await (await call('POST', `${path}/discard`, { note: 'written by hand' })).json()).toMatchObject({
      state: 'discarded',
      settledNote: expect.stringMatching(/^discarded by key .*: written by hand$/),
    });
    expect((await call('POST', `${path}/discard`, { note: 'again' })).status).toBe(409);
    expect(await lettersOf('notification')).toEqual([]);

    const storefront = await app.app.get(ApiKeys).issue({ role: 'storefront', label: 'test' });
    const asStorefront = await fetch(`${app.url}/v1/notification/dead-letters`, {
      headers: { authorization: `Bearer ${storefront.key}` },
    });
    expect(asStorefront.status).toBe(403);
    expect((await fetch(`${app.url}/v1/notification/dead-letters`)).status).toBe(401);
  });

  it('carry the trace from the publisher to the handler and on to what it publishes', async () => {
    const seen: { event: Envelope; inside: string }[] = [];
    const notification = serviceOf('notification', [earsOf('notification', deaf)]);
    const order = serviceOf('order', [
      earsOf('order', async (event, tx) => {
        seen.push({ event: event as Envelope, inside: currentTrace().traceparent });
        tx.publish(fact('order.cancellation-requested', { orderId: orderIdOf(1), reason: 'shop-asked' }));
      }),
    ]);
    const asked: Envelope[] = [];
    const shipping = serviceOf('shipping', [
      earsOf('shipping', async (event) => void asked.push(event as Envelope)),
    ]);
    const app = await start([notification, order, shipping]);
    const caller = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await runInTrace(caller, () =>
      unitOfWorkOf(app, notification).run(async (tx) =>
        tx.publish(
          fact('letter.sent', {
            orderId: orderIdOf(1),
            kind: 'confirmed',
            messageId: '<1@test>',
            sentAt: '2026-01-15T03:04:05.678Z',
          }),
        ),
      ),
    );
    await until(() => asked.length === 1);
    const traceIds = [seen[0]?.event.traceparent, seen[0]?.inside, asked[0]?.traceparent].map(
      (traceparent) => traceparent?.split('-')[1],
    );
    expect(traceIds).toEqual(Array(3).fill('0af7651916cd43dd8448eb211c80319c'));
    expect(asked[0]?.causationId).toBe(seen[0]?.event.id);
  });

  it('answer probes, lose nothing when they end, and go on where they stood', async () => {
    const heard: string[] = [];
    const define = (): [ServiceDefinition, ServiceDefinition] => [
      serviceOf('shipping', [earsOf('shipping', deaf)]),
      serviceOf('inventory', [
        earsOf(
          'inventory',
          async (events) => void heard.push(...(events as Envelope[]).map(({ key }) => key)),
          { batch: true },
        ),
      ]),
    ];
    const first = define();
    const app = await start(first);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${app.url}/livez`)).status).toBe(200);
    for (let nth = 0; nth < 50; nth += 1)
      await unitOfWorkOf(app, first[0]).run(async (tx) => tx.publish(dispatched(nth)));
    await Promise.all([app.close(), app.close()]);
    await start(define());
    await until(() => heard.length >= 50);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([...heard].sort()).toEqual(
      Array.from({ length: 50 }, (_, nth) => `order:${orderIdOf(nth)}`).sort(),
    );
  });

  it('start and answer while the event log is away, and hear when it is back', async () => {
    class AwayLog extends MemoryEventLog {
      away = true;
      override async ensureTopic(...given: Parameters<MemoryEventLog['ensureTopic']>): Promise<void> {
        if (this.away) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
        return super.ensureTopic(...given);
      }
      override async append(...given: Parameters<MemoryEventLog['append']>): Promise<void> {
        if (this.away) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
        return super.append(...given);
      }
    }
    const eventLog = new AwayLog();
    const heard: unknown[] = [];
    const shipping = serviceOf('shipping', [earsOf('shipping', deaf)]);
    const inventory = serviceOf('inventory', [earsOf('inventory', async (event) => void heard.push(event))]);
    const app = await start([shipping, inventory], { eventLog });
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    await unitOfWorkOf(app, shipping).run(async (tx) => tx.publish(dispatched(1)));
    eventLog.away = false;
    await until(() => heard.length === 1);
    await app.close();
    await eventLog.close();
  });
});

describe('starting is refused', () => {
  const refused = (services: ServiceDefinition[], words: RegExp, env: Record<string, string> = {}) =>
    expect(startServices(config(env), services)).rejects.toThrow(words);

  it('when the catalogue names a consumer without a handler', async () => {
    await refused(
      [serviceOf('inventory', [earsOf('inventory', deaf, { without: ['parcels.voided'] })])],
      /inventory acts on parcels\.voided, but no handler does/,
    );
  });

  it('when a service hears what the catalogue does not list for it, or does not know', async () => {
    await refused(
      [
        serviceOf('inventory', [
          earsOf('inventory', deaf, { also: ['letter.sent', 'order.teleported' as never] }),
        ]),
      ],
      /hears letter\.sent, but the catalogue does not list it.*hears order\.teleported, which is not in the catalogue/,
    );
  });

  it('when an event has two handlers in a service', async () => {
    @Controller()
    class Second {
      @Hears('inventory', 'order.placed')
      async again(): Promise<void> {}
    }
    await refused(
      [serviceOf('inventory', [earsOf('inventory', deaf), Second])],
      /two handlers of order\.placed/,
    );
  });

  it('when somebody uses Nest’s own decorators', async () => {
    @Controller()
    class Raw {
      @EventPattern('order.placed')
      async everywhere(_event: unknown): Promise<void> {}
      @MessagePattern('ask')
      async answer(_question: unknown): Promise<void> {}
    }
    await refused(
      [serviceOf('inventory', [earsOf('inventory', deaf), Raw])],
      /Raw\.everywhere uses Nest's own pattern decorator.*Raw\.answer uses/,
    );
  });

  it('when a handler would never be called', async () => {
    class Provided {
      @Hears('inventory', 'order.placed')
      async never(): Promise<void> {}
    }
    await refused(
      [serviceOf('inventory', [earsOf('inventory', deaf)], [Provided])],
      /Provided\.never would never be called/,
    );
    await refused(
      [serviceOf('inventory', [earsOf('inventory', deaf), earsOf('shipping', deaf)])],
      /hears for shipping, which is not started here/,
    );
  });

  it('when the log has another number of partitions', async () => {
    const app = await start([serviceOf('inventory', [earsOf('inventory', deaf)])]);
    await app.close();
    await refused([serviceOf('inventory', [earsOf('inventory', deaf)])], /partitions/, {
      OKURU_EVENT_PARTITIONS: '8',
    });
  });
});
