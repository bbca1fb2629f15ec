import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { kafkaJars } from './kafka-jars.js';

export interface LocalKafka {
  /** `host:port`, as a client's broker list. */
  readonly brokers: string;
  /** What further brokers need to join this one. */
  readonly cluster: KafkaCluster;
  readonly pid: number;
  /** Stops the broker and removes its folder, unless the folder was given. Safe to call twice. */
  stop(): Promise<void>;
}

/** A cluster of several brokers, of which the first alone is the controller. */
export interface KafkaCluster {
  readonly id: string;
  readonly controllerPort: number;
}

export interface LocalKafkaOptions {
  /** Where the broker keeps its data, for one that is to be started again; a temporary folder unless told. */
  readonly dir?: string;
  /** A free port unless told. */
  readonly port?: number;
  /** The port clients are told to come to, when something stands in between; its own unless told. */
  readonly advertisedPort?: number;
  /** Copies of each topic, of which all but one must confirm an append; 1 unless told. Takes as many brokers. */
  readonly copies?: number;
  /** Clients come by TLS with a certificate of their own and a password (SASL_SSL, SCRAM-SHA-512); in clear unless told. */
  readonly secured?: KafkaSecurity;
  /** A further broker of a cluster, with a number of its own from 2 on. */
  readonly joins?: { readonly cluster: KafkaCluster; readonly nodeId: number };
}

export interface KafkaSecurity {
  /** PEM: the broker's private key (PKCS 8) and its certificate, in one file. */
  readonly keyAndCertificateFile: string;
  /** PEM: who signs the certificates of clients. */
  readonly clientAuthorityFile: string;
  readonly username: string;
  readonly password: string;
}

const HEAP_MB_MAX = 512;
/** Five seconds alone on a machine, more than a minute on one with forty others at work. */
const START_MS_MAX = 180_000;
const STOP_MS_MAX = 10_000;
const LOOK_EVERY_MS = 100;
const LOG_TAIL_CHARACTERS = 3_000;

/** Starts Apache Kafka itself: broker and controller unless it joins one, KRaft mode, reachable from this machine only. */
export const startLocalKafka = async ({
  dir,
  port,
  advertisedPort,
  copies = 1,
  secured,
  joins,
}: LocalKafkaOptions = {}): Promise<LocalKafka> => {
  const jars = kafkaJars();
  const folder = dir ?? (await mkdtemp(join(tmpdir(), 'okuru-kafka-')));
  await mkdir(folder, { recursive: true });
  const brokerPort = port ?? (await freePort());
  const settings = join(folder, 'server.properties');
  const output = join(folder, 'kafka.log');
  const controllerPort =
    joins?.cluster.controllerPort ?? (await formerControllerPort(settings)) ?? (await freePort());
  const clusterId = joins?.cluster.id ?? (await formerClusterId(folder)) ?? newClusterId();
  const isController = joins === undefined;
  const node: KafkaNode = {
    id: joins?.nodeId ?? 1,
    isController,
    brokerPort,
    advertisedPort: advertisedPort ?? brokerPort,
    internalPort: await freePort(),
    controllerPort,
    copies,
    ...(secured ? { secured } : {}),
  };
  await writeFile(settings, serverProperties(folder, node));
  if (!existsSync(join(folder, 'data', 'meta.properties')))
    format(jars, { settings, folder, clusterId, isController, ...(secured ? { secured } : {}) });

  const broker = run(jars, settings, output);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= end());
  const end = async (): Promise<void> => {
    await terminate(broker);
    if (dir === undefined) await rm(folder, { recursive: true, force: true });
  };

  try {
    // Brokers of a cluster, and we, speak in clear at the internal port, which clients are not told of.
    await untilItAnswers(broker, secured ? node.internalPort : brokerPort);
  } catch (fault) {
    const tail = (await readFile(output, 'utf8').catch(() => '')).slice(-LOG_TAIL_CHARACTERS);
    await stop();
    throw new Error(`The local Kafka did not start: ${String(fault)}\n${tail}`, { cause: fault });
  }
  return {
    brokers: `127.0.0.1:${brokerPort}`,
    cluster: { id: clusterId, controllerPort },
    pid: broker.pid ?? -1,
    stop,
  };
};

interface KafkaNode {
  readonly id: number;
  readonly isController: boolean;
  readonly brokerPort: number;
  readonly advertisedPort: number;
  /** Where brokers of a cluster meet, past whatever stands between them and their clients. */
  readonly internalPort: number;
  readonly controllerPort: number;
  readonly copies: number;
  readonly secured?: KafkaSecurity;
}

/** Groups form at once and may use short sessions, so that tests of handover take seconds. */
const serverProperties = (folder: string, node: KafkaNode): string => {
  const at = (name: string, port: number): string => `${name}://127.0.0.1:${port}`;
  const internal = at('INTERNAL', node.internalPort);
  const controller = node.isController ? `,${at('CONTROLLER', node.controllerPort)}` : '';
  return Object.entries({
    'process.roles': node.isController ? 'broker,controller' : 'broker',
    'node.id': node.id,
    'controller.quorum.bootstrap.servers': `127.0.0.1:${node.controllerPort}`,
    listeners: `${at('PLAINTEXT', node.brokerPort)},${internal}${controller}`,
    'advertised.listeners': `${at('PLAINTEXT', node.advertisedPort)},${internal}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': `CONTROLLER:PLAINTEXT,PLAINTEXT:${node.secured ? 'SASL_SSL' : 'PLAINTEXT'},INTERNAL:PLAINTEXT`,
    'inter.broker.listener.name': 'INTERNAL',
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': false,
    'default.replication.factor': node.copies,
    'min.insync.replicas': Math.max(1, node.copies - 1),
    'offsets.topic.replication.factor': node.copies,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': node.copies,
    'transaction.state.log.min.isr': Math.max(1, node.copies - 1),
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1_000,
    ...(node.secured ? securityProperties(node.secured) : {}),
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
};

const securityProperties = ({ keyAndCertificateFile, clientAuthorityFile }: KafkaSecurity) => ({
  'ssl.keystore.type': 'PEM',
  'ssl.keystore.location': keyAndCertificateFile,
  'ssl.truststore.type': 'PEM',
  'ssl.truststore.location': clientAuthorityFile,
  // On a SASL listener the general setting has no effect.
  'listener.name.plaintext.ssl.client.auth': 'required',
  'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
  'listener.name.plaintext.scram-sha-512.sasl.jaas.config':
    'org.apache.kafka.common.security.scram.ScramLoginModule required;',
});

/** The controller is known by its address, so a broker started again in its folder keeps it. */
const formerControllerPort = async (settings: string): Promise<number | undefined> => {
  const former = await readFile(settings, 'utf8').catch(() => '');
  const found = /^controller\.quorum\.bootstrap\.servers=.*:(\d+)$/m.exec(former)?.[1];
  return found === undefined ? undefined : Number(found);
};

const newClusterId = (): string => randomBytes(16).toString('base64url').replace(/^-/, 'A');

/** Written by the first start. */
const formerClusterId = async (folder: string): Promise<string | undefined> => {
  const former = await readFile(join(folder, 'data', 'meta.properties'), 'utf8').catch(() => '');
  return /^cluster\.id=(.+)$/m.exec(former)?.[1];
};

const javaArguments = (jars: string, main: string): string[] => [
  `-Xmx${HEAP_MB_MAX}m`,
  '-cp',
  join(jars, '*'),
  main,
];

const format = (
  jars: string,
  {
    settings,
    folder,
    clusterId,
    isController,
    secured,
  }: {
    readonly settings: string;
    readonly folder: string;
    readonly clusterId: string;
    readonly isController: boolean;
    readonly secured?: KafkaSecurity;
  },
): void => {
  const { status, stdout, stderr, error } = spawnSync(
    'java',
    [
      ...javaArguments(jars, 'kafka.tools.StorageTool'),
      'format',
      ...['--cluster-id', clusterId],
      ...['--config', settings],
      ...(isController ? ['--standalone'] : []),
      ...(secured
        ? ['--add-scram', `SCRAM-SHA-512=[name=${secured.username},password=${secured.password}]`]
        : []),
    ],
    { encoding: 'utf8', timeout: START_MS_MAX },
  );
  if (status !== 0)
    throw new Error(`Kafka's storage in ${folder} was not formatted: ${error ?? ''}${stdout}${stderr}`);
};

/**
 * Java takes the place of the shell, so that its pid is the child's. Beside it waits a reader of our end of a pipe,
 * which closes when this process ends in whatever way: no broker outlives whoever started it.
 */
const UNTIL_WE_END =
  'exec 3<&0; (cat <&3 >/dev/null; kill -9 $$ 2>/dev/null) & exec java "$@" 3<&- </dev/null';

const run = (jars: string, settings: string, output: string): ChildProcess => {
  const file = openSync(output, 'a');
  try {
    const broker = spawn(
      'sh',
      ['-c', UNTIL_WE_END, 'kafka', ...javaArguments(jars, 'kafka.Kafka'), settings],
      {
        stdio: ['pipe', file, file],
      },
    );
    broker.stdin?.on('error', () => undefined);
    return broker;
  } finally {
    closeSync(file);
  }
};

const untilItAnswers = async (broker: ChildProcess, port: number): Promise<void> => {
  const deadline = performance.now() + START_MS_MAX;
  while (performance.now() < deadline) {
    if (hasEnded(broker)) throw new Error(`it ended with ${broker.exitCode ?? broker.signalCode}`);
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`no answer within ${START_MS_MAX} ms`);
};

/** An ApiVersions request (key 18, version 0, correlation 7, no client id): the port alone opens too early. */
const API_VERSIONS = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 7, 0xff, 0xff]);

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 });
    const done = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.on('connect', () => socket.write(API_VERSIONS));
    socket.on('data', (answer) => done(answer.length >= 8 && answer.readInt32BE(4) === 7));
    socket.on('error', () => done(false));
    socket.on('timeout', () => done(false));
    socket.on('close', () => done(false));
  });

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

const terminate = async (broker: ChildProcess): Promise<void> => {
  if (hasEnded(broker)) {
    broker.stdin?.destroy();
    return;
  }
  const ended = new Promise((resolve) => broker.once('exit', resolve));
  broker.kill('SIGTERM');
  const stubborn = setTimeout(() => broker.kill('SIGKILL'), STOP_MS_MAX);
  await ended;
  clearTimeout(stubborn);
  broker.stdin?.destroy();
};
