import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServiceName, SERVICES } from '@okuru/contracts';
import { createRoles, roleUrls } from '@okuru/platform';
import { demoKeys, type DemoKeys } from '../../demo/demo-keys.js';
import { type MailSink, openMailSink } from '../../demo/mail-sink.js';
import type { TidyUp } from '../../demo/tidy-up.js';
import { Staff } from '../load/staff.js';
import type { Rush } from '../rush/rush.js';
import type { Adapter } from '../schedule/fault-kind.js';
import { LogTap } from './log-tap.js';
import { RigBroker } from './rig-broker.js';
import { RigDatabase } from './rig-database.js';
import { RigDisk } from './rig-disk.js';
import { RigRedis } from './rig-redis.js';
import { ServiceSeat, type UnexpectedEnd } from './service-seat.js';

/** A shop of four processes with everything they stand on, all of it the rig's own and open to harm. */
export interface World {
  readonly adapter: Adapter;
  readonly database: RigDatabase;
  /** Where PostgreSQL stands, when it is to be filled. */
  readonly disk: RigDisk | undefined;
  /** Where the first broker stands, when it is to be filled. */
  readonly brokerDisk: RigDisk | undefined;
  readonly broker: RigBroker | undefined;
  readonly redis: RigRedis | undefined;
  readonly services: Readonly<Record<ServiceName, ServiceSeat>>;
  readonly keys: DemoKeys;
  readonly mail: MailSink;
  readonly tap: LogTap;
  /** Made with the scenario. */
  readonly rush?: Rush;
  readonly staff: Staff;
  readonly logFolder: string;
  readonly unexpectedEnds: readonly UnexpectedEnd[];
}

export interface WorldNeeds {
  readonly folder: string;
  /** PostgreSQL stands on a disk that can be filled. */
  readonly onSmallDisk: boolean;
  /** So does the first Kafka broker. */
  readonly brokerOnSmallDisk: boolean;
  /** Kafka brokers, each with a copy of everything. */
  readonly brokers: number;
}

/** Starts it below `folder`, and leaves it to `tidy` to undo. */
export const openWorld = async (
  adapter: Adapter,
  { folder, onSmallDisk, brokerOnSmallDisk, brokers }: WorldNeeds,
  tidy: TidyUp,
  say: (text: string) => void,
): Promise<World> => {
  const logFolder = join(folder, 'logs');
  await mkdir(logFolder, { recursive: true, mode: 0o700 });
  say(adapter === 'kafka' ? 'starting PostgreSQL, Kafka and Redis' : 'starting PostgreSQL');
  const disk = onSmallDisk ? await RigDisk.mount(join(folder, 'disk'), tidy) : undefined;
  const database = await RigDatabase.open(join(disk?.folder ?? folder, 'postgres'), tidy);
  // As an operator does with `okuru roles`; the rig itself stays the administrator.
  const roles = roleUrls(database.url);
  await createRoles(database.url, roles);
  const brokerDisk = brokerOnSmallDisk ? await RigDisk.mount(join(folder, 'broker-disk'), tidy) : undefined;
  const brokerNeeds = { firstFolder: brokerDisk?.folder ?? folder, folder, count: brokers };
  const broker = adapter === 'kafka' ? await RigBroker.open(brokerNeeds, tidy) : undefined;
  const redis = adapter === 'kafka' ? await RigRedis.open(tidy) : undefined;
  const mail = await openMailSink();
  tidy.add('the mail sink', () => mail.close());
  const environment: Record<string, string> = {
    SMTP_URL: mail.url,
    MAIL_FROM: 'Okuru chaos <shop@okuru.example>',
    OKURU_MASTER_KEY: randomBytes(32).toString('base64'),
    OKURU_SAMPLE_GOODS: 'false',
    LOG_LEVEL: 'info',
    ...(broker ? { KAFKA_BROKERS: broker.brokers } : {}),
    ...(redis ? { REDIS_URL: redis.url } : {}),
  };
  const unexpectedEnds: UnexpectedEnd[] = [];
  const seats = await Promise.all(
    SERVICES.map((name) => ServiceSeat.open(name, { roles, environment, logFolder }, tidy, unexpectedEnds)),
  );
  tidy.add('the services', async () => void (await Promise.all(seats.map((seat) => seat.leave()))));
  say('starting four services, each a process of its own');
  await Promise.all(seats.map((seat) => seat.start()));
  const services = Object.fromEntries(seats.map((seat) => [seat.name, seat])) as Record<
    ServiceName,
    ServiceSeat
  >;
  const tap = await LogTap.open(broker ? { brokers: broker.brokers } : { databaseUrl: database.url });
  tidy.add("the rig's ear at the log", () => tap.close());
  const keys = await demoKeys(database.url);
  const urls = Object.fromEntries(seats.map((seat) => [seat.name, seat.url])) as Record<ServiceName, string>;
  const staff = new Staff(urls, keys.ops);
  tidy.add('the staff', () => staff.stop());
  staff.start();
  return {
    adapter,
    database,
    disk,
    brokerDisk,
    broker,
    redis,
    services,
    keys,
    mail,
    tap,
    staff,
    logFolder,
    unexpectedEnds,
  };
};
