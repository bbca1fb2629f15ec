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
  readonly pid: number;
  /** Stops the broker and removes its folder, unless the folder was given. Safe to call twice. */
  stop(): Promise<void>;
}

/** Several brokers that know each other from the start. Each is a controller too, so that any of them may be missing. */
export interface KafkaCluster {
  readonly id: string;
  /** Of the nodes 1, 2, ... in this order. */
  readonly controllerPorts: readonly number[];
}

export const newKafkaCluster = async (nodes: number): Promise<KafkaCluster> => ({
  id: newClusterId(),
  controllerPorts: await Promise.all(Array.from({ length: nodes }, () => freePort())),
});

export interface LocalKafkaOptions {
  /** Where the broker keeps its data, for one that is to be started again; a temporary folder unless told. */
  readonly dir?: string;
  /** A free port unless told. */
  readonly port?: number;
  /** The port clients are told to come to, when something stands in between; its own unless told. */
  readonly advertisedPort?: number;
  /** Starts with half of the work and a smaller heap, and is slower when it runs for hours. */
  readonly shortLived?: boolean;
  /**
   * A node of a cluster, numbered from 1; each topic has a copy on every node, and all but one must confirm an append.
   * It serves as soon as most of the nodes run.
   */
  readonly of?: { readonly cluster: KafkaCluster; readonly nodeId: number };
  /** Clients come by TLS with a certificate of their own and a password (SASL_SSL, SCRAM-SHA-512); in clear unless told. */
  readonly secured?: KafkaSecurity;
}

export interface KafkaSecurity {
  /** PEM: the broker's private key (PKCS 8) and its certificate, in one file. */
  readonly keyAndCertificateFile: string;
  /** PEM: who signs the certificates of clients. */
  readonly clientAuthorityFile: string;
  readonly username: string;
  readonly password: string;
}

const LONG_LIVED = ['-Xmx512m'];
/** A broker that lives for minutes never gains from what the second compiler costs: 4.9 s of processor instead of 8.0 until it serves. */
const SHORT_LIVED = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const CLEANER_BYTES = 16_777_216;
/** Five seconds alone on a machine, more than a minute on one with forty others at work. */
const START_MS_MAX = 180_000;
const STOP_MS_MAX = 10_000;
const LOOK_EVERY_MS = 100;
const LOG_TAIL_CHARACTERS = 3_000;

/** Starts Apache Kafka itself: broker and controller in one, KRaft mode, reachable from this machine only. */
export const startLocalKafka = async ({
  dir,
  port,
  advertisedPort,
  shortLived = false,
  of,
  secured,
}: LocalKafkaOptions = {}): Promise<LocalKafka> => {
  const jars = kafkaJars();
  const folder = dir ?? (await mkdtemp(join(tmpdir(), 'okuru-kafka-')));
  await mkdir(folder, { recursive: true });
  const brokerPort = port ?? (await freePort());
  const settings = join(folder, 'server.properties');
  const output = join(folder, 'kafka.log');
  const cluster = of?.cluster ?? {
    id: (await formerClusterId(folder)) ?? newClusterId(),
    controllerPorts: [(await formerControllerPort(settings)) ?? (await freePort())],
  };
  const node: KafkaNode = {
    id: of?.nodeId ?? 1,
    cluster,
    brokerPort,
    advertisedPort: advertisedPort ?? brokerPort,
    internalPort: await freePort(),
    ...(secured ? { secured } : {}),
    java: [...(shortLived ? SHORT_LIVED : LONG_LIVED), '-cp', join(jars, '*')],
  };
  await writeFile(settings, serverProperties(folder, node));
  if (!existsSync(join(folder, 'data', 'meta.properties'))) format(node, settings, folder);

  const broker = run(node, settings, output);
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
    pid: broker.pid ?? -1,
    stop,
  };
};

interface KafkaNode {
  readonly id: number;
  readonly cluster: KafkaCluster;
  readonly brokerPort: number;
  readonly advertisedPort: number;
  /** Where brokers of a cluster meet, past whatever stands between them and their clients. */
  readonly internalPort: number;
  readonly secured?: KafkaSecurity;
  /** What Java is told before the name of the program. */
  readonly java: readonly string[];
}

/** Groups form at once and may use short sessions, so that tests of handover take seconds. */
const serverProperties = (folder: string, node: KafkaNode): string => {
  const at = (name: string, port: number): string => `${name}://127.0.0.1:${port}`;
  const internal = at('INTERNAL', node.internalPort);
  const { controllerPorts } = node.cluster;
  const copies = controllerPorts.length;
  const copiesThatConfirm = Math.max(1, copies - 1);
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': node.id,
    'controller.quorum.voters': controllerPorts
      .map((port, index) => `${index + 1}@127.0.0.1:${port}`)
      .join(','),
    listeners: `${at('PLAINTEXT', node.brokerPort)},${internal},${at('CONTROLLER', controllerPorts[node.id - 1] ?? 0)}`,
    'advertised.listeners': `${at('PLAINTEXT', node.advertisedPort)},${internal}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': `CONTROLLER:PLAINTEXT,PLAINTEXT:${node.secured ? 'SASL_SSL' : 'PLAINTEXT'},INTERNAL:PLAINTEXT`,
    'inter.broker.listener.name': 'INTERNAL',
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': false,
    'default.replication.factor': copies,
    'min.insync.replicas': copiesThatConfirm,
    'offsets.topic.replication.factor': copies,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': copiesThatConfirm,
    // A broker that was killed may come back only when its former life has been given up.
    'broker.session.timeout.ms': 6_000,
    'broker.heartbeat.interval.ms': 1_000,
    'log.cleaner.dedupe.buffer.size': CLEANER_BYTES,
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
  const found = /^controller\.quorum\.voters=1@.*:(\d+)$/m.exec(former)?.[1];
  return found === undefined ? undefined : Number(found);
};

const newClusterId = (): string => randomBytes(16).toString('base64url').replace(/^-/, 'A');

/** Written by the first start. */
const formerClusterId = async (folder: string): Promise<string | undefined> => {
  const former = await readFile(join(folder, 'data', 'meta.properties'), 'utf8').catch(() => '');
  return /^cluster\.id=(.+)$/m.exec(former)?.[1];
};

const format = ({ java, cluster, secured }: KafkaNode, settings: string, folder: string): void => {
  const { status, stdout, stderr, error } = spawnSync(
    'java',
    [
      ...java,
      'kafka.tools.StorageTool',
      'format',
      ...['--cluster-id', cluster.id],
      ...['--config', settings],
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

const run = ({ java }: KafkaNode, settings: string, output: string): ChildProcess => {
  const file = openSync(output, 'a');
  try {
    const broker = spawn('sh', ['-c', UNTIL_WE_END, 'kafka', ...java, 'kafka.Kafka', settings], {
      stdio: ['pipe', file, file],
    });
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
