import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import {
  createRoles,
  dropRoles,
  embeddedPostgres,
  KafkaEventLog,
  roleEnvironment,
  type RoleUrls,
  roleUrls,
} from '@okuru/platform';
import { startLocalKafka, startLocalRedis } from '@okuru/platform/local-servers';
import { throwAwayDatabase } from './throw-away-database.js';
import { type MailSink, openMailSink } from './mail-sink.js';
import { type ProcessName, ShopProcess } from './shop-processes.js';
import type { TidyUp } from './tidy-up.js';

export type ShopMode = 'embedded' | 'kafka';
type ServiceName = Exclude<ProcessName, 'standalone'>;
const SERVICES: readonly ServiceName[] = ['order', 'inventory', 'shipping', 'notification'];
const LOG_TAIL_LINES = 12;
const PERMISSION_DENIED = '42501';

/** A running shop of the demo's own. */
export interface Shop {
  /** An administrator's, for the audit: the services come with roles of their own. */
  readonly databaseUrl: string;
  /** What its processes were started with. */
  readonly environment: Readonly<Record<string, string>>;
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** The process that runs a service, the first of several; all four are the same one when embedded. */
  readonly process: (service: ServiceName) => ShopProcess;
  readonly processes: readonly ShopProcess[];
  /** Of every process that runs a service. */
  readonly urlsOf: (service: ServiceName) => readonly string[];
  /** Of servers that were started with the shop, by name. */
  readonly servers: ReadonlyMap<string, number>;
  /** Takes the letters of four processes; the embedded shop keeps them in its mailbox. */
  readonly mail: MailSink | undefined;
  tailOfLogs(): Promise<string>;
}

export interface ShopOptions {
  /** More for the environment of the processes. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Commits wait for the disk. */
  readonly durable?: boolean;
  /** Of each service, on Kafka. */
  readonly processes?: number;
  /** Letters stay in the shop's mailbox on Kafka too, instead of going to a mail server of the demo's own. */
  readonly mailbox?: boolean;
  /** PostgreSQL for a throw-away database; what DATABASE_URL says unless told, else one is started. */
  readonly databaseServer?: string | undefined;
}

/** Starts everything the mode needs below `folder`. Throws, saying what is missing, when the machine lacks something. */
export const openShop = async (
  mode: ShopMode,
  folder: string,
  say: (text: string) => void,
  tidy: TidyUp,
  options: ShopOptions = {},
): Promise<Shop> => {
  const { processes: ofEach = 1 } = options;
  const logFolder = join(folder, 'logs');
  await mkdir(logFolder, { recursive: true, mode: 0o700 });
  const servers = new Map<string, number>();
  try {
    const database = await openDatabase(folder, say, tidy, options);
    const mail = mode === 'kafka' && !options.mailbox ? await openMailSink() : undefined;
    if (mail) tidy.add('the mail sink', () => mail.close());
    const environment: Record<string, string> = {
      ...(mail ? { SMTP_URL: mail.url, MAIL_FROM: 'Okuru demo <shop@okuru.example>' } : {}),
      ...database.environment,
      OKURU_MASTER_KEY: randomBytes(32).toString('base64'),
      LOG_LEVEL: 'warn',
      OKURU_SAMPLE_GOODS: 'false',
      ...options.environment,
      ...(mode === 'kafka' ? await kafkaAndRedis(say, tidy, servers) : {}),
    };
    const names: readonly ProcessName[] = mode === 'kafka' ? SERVICES : ['standalone'];
    say(
      mode === 'kafka'
        ? `starting four services, ${ofEach === 1 ? 'each a process of its own' : `${ofEach} processes each`}`
        : 'starting the shop in one process',
    );
    const processes = names.flatMap((name) =>
      Array.from({ length: mode === 'kafka' ? ofEach : 1 }, (_, at) => {
        const label = at === 0 ? name : `${name}-${at + 1}`;
        return new ShopProcess(name, environment, logFolder, { label });
      }),
    );
    tidy.add('the services', async () => void (await Promise.all(processes.map((each) => each.stop()))));
    await Promise.all(processes.map((each) => each.start()));
    const process = (service: ServiceName): ShopProcess => {
      const found = processes.find((each) => each.name === service) ?? processes[0];
      if (!found) throw new Error(`no process runs ${service}`);
      return found;
    };
    const urls = Object.fromEntries(SERVICES.map((service) => [service, process(service).url])) as Record<
      ServiceName,
      string
    >;
    return {
      databaseUrl: database.url,
      environment,
      urls,
      process,
      processes,
      urlsOf: (service) => {
        const own = processes.filter(({ name }) => name === service);
        return (own.length > 0 ? own : processes).map(({ url }) => url);
      },
      servers,
      mail,
      tailOfLogs: () => tailOfLogs(logFolder),
    };
  } catch (error) {
    const logs = await tailOfLogs(logFolder);
    if (logs) say(logs);
    throw error;
  }
};

/** The administrator's address, and what tells the services theirs. */
interface ShopDatabase {
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
}

const openDatabase = async (
  folder: string,
  say: (text: string) => void,
  tidy: TidyUp,
  { durable = false, databaseServer = process.env['DATABASE_URL'] }: ShopOptions,
): Promise<ShopDatabase> => {
  const given = databaseServer;
  if (given) {
    const database = await throwAwayDatabase(given);
    // Roles are shared by all databases of a server: each run has its own, which go after its database.
    const roles = roleUrls(database.url, new URL(database.url).pathname.slice(1));
    tidy.add('the roles', () => dropRoles(given, roles));
    tidy.add('the throw-away database', database.drop);
    return withRoles(database.url, roles, say);
  }
  say('starting an embedded PostgreSQL');
  const server = await embeddedPostgres({ dir: join(folder, 'postgres'), temporary: true, durable });
  tidy.add('the embedded PostgreSQL', () => server.stop());
  return withRoles(server.url, roleUrls(server.url), say);
};

const withRoles = async (
  url: string,
  roles: RoleUrls,
  say: (text: string) => void,
): Promise<ShopDatabase> => {
  try {
    await createRoles(url, roles);
    return { url, environment: roleEnvironment(roles) };
  } catch (fault) {
    if ((fault as { code?: string }).code !== PERMISSION_DENIED) throw fault;
    say('DATABASE_URL may not make roles, so all services share its own');
    return { url, environment: { DATABASE_URL: url } };
  }
};

const kafkaAndRedis = async (
  say: (text: string) => void,
  tidy: TidyUp,
  servers: Map<string, number>,
): Promise<Record<string, string>> => {
  const prefix = `okuru-demo-${randomBytes(4).toString('hex')}`;
  let brokers = process.env['KAFKA_BROKERS'];
  if (!brokers) {
    say('starting Apache Kafka (KAFKA_BROKERS is not set)');
    const kafka = await startLocalKafka({ shortLived: true });
    servers.set('kafka', kafka.pid);
    tidy.add('Kafka', () => kafka.stop());
    brokers = kafka.brokers;
  } else {
    const given = brokers;
    tidy.add(`topics ${prefix}*`, () => dropTopics(given, prefix));
  }
  let redis = process.env['REDIS_URL'];
  if (!redis) {
    say('starting Redis (REDIS_URL is not set)');
    const server = await startLocalRedis();
    tidy.add('Redis', () => server.stop());
    redis = server.url;
  }
  return {
    KAFKA_BROKERS: brokers,
    REDIS_URL: redis,
    OKURU_PREFIX: prefix,
  };
};

/** A cluster that is not the demo's own is left as it was found. */
const dropTopics = async (brokers: string, prefix: string): Promise<void> => {
  const log = new KafkaEventLog({ brokers: brokers.split(','), clientId: 'okuru-demo' });
  try {
    await log.dropPrefix(prefix);
  } finally {
    await log.close();
  }
};

const tailOfLogs = async (folder: string): Promise<string> => {
  const files = await readdir(folder).catch(() => []);
  const tails = await Promise.all(
    files.map(async (file) => {
      const lines = (await readFile(join(folder, file), 'utf8')).trimEnd().split('\n').slice(-LOG_TAIL_LINES);
      return lines.join('') === '' ? '' : `${file}\n${lines.join('\n')}`;
    }),
  );
  return tails.filter((tail) => tail !== '').join('\n');
};
