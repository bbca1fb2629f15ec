import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const DOWNLOAD_MS_MAX = 300_000;
const JAVA_VERSION_MIN = 17;
const FOLDERS_UP_MAX = 12;
const REASON_CHARACTERS_MAX = 300;

export type KafkaAvailability = { readonly ok: true } | { readonly ok: false; readonly reason: string };

const pomIn = (folder: string): string => join(folder, 'tools', 'kafka', 'pom.xml');

/** The folder of the repository, found from here upward, so that it works from sources and from `dist`. */
const repositoryRoot = (): string => {
  let folder = import.meta.dirname;
  for (let up = 0; up < FOLDERS_UP_MAX; up += 1) {
    if (existsSync(pomIn(folder))) return folder;
    folder = dirname(folder);
  }
  throw new Error(`tools/kafka/pom.xml was not found above ${import.meta.dirname}.`);
};

const jarsFolder = (): string =>
  process.env.OKURU_KAFKA_JARS ?? join(repositoryRoot(), '.okuru', 'kafka-jars');

const hasKafka = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder).some((file) => /^kafka_2\.\d+-.*\.jar$/.test(file));

const javaVersion = (): number | undefined => {
  const { stderr, stdout } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const found = /version "(\d+)/.exec(`${stderr ?? ''}${stdout ?? ''}`)?.[1];
  return found === undefined ? undefined : Number(found);
};

const hasMaven = (): boolean => spawnSync('mvn', ['-v'], { encoding: 'utf8' }).status === 0;

/**
 * Whether a local Kafka can be started here; fetches its jars where they are not here yet, as nothing else tells
 * whether they can be had. The reason says in one line what is missing.
 */
export const kafkaAvailability = (): KafkaAvailability => {
  const java = javaVersion();
  if (java === undefined)
    return { ok: false, reason: `there is no Java; Kafka needs version ${JAVA_VERSION_MIN}` };
  if (java < JAVA_VERSION_MIN)
    return { ok: false, reason: `Java is ${java}; Kafka needs ${JAVA_VERSION_MIN}` };
  if (!hasKafka(jarsFolder()) && !hasMaven())
    return { ok: false, reason: "Kafka's jars are not here and there is no Maven (mvn) to fetch them" };
  try {
    kafkaJars();
    return { ok: true };
  } catch (fault) {
    return { ok: false, reason: shortly(fault) };
  }
};

/** The folder with Kafka's jars, fetched once (43 MB). Throws with Maven's own words when they cannot be had. */
export const kafkaJars = (): string => {
  const folder = jarsFolder();
  if (hasKafka(folder)) return folder;
  const arriving = `${folder}.arriving-${process.pid}`;
  mkdirSync(dirname(folder), { recursive: true });
  try {
    fetchInto(arriving);
    if (!hasKafka(folder)) renameSync(arriving, folder);
  } catch (fault) {
    if (!hasKafka(folder)) throw fault; // else another process was quicker
  } finally {
    rmSync(arriving, { recursive: true, force: true });
  }
  return folder;
};

const fetchInto = (folder: string): void => {
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${folder}`, '-DincludeScope=runtime'];
  const { status, error, stdout, stderr } = spawnSync(
    'mvn',
    ['-q', '-B', '-f', pomIn(repositoryRoot()), ...goal],
    {
      encoding: 'utf8',
      timeout: DOWNLOAD_MS_MAX,
    },
  );
  if (error) throw new Error(`Kafka's jars are missing and Maven could not run: ${error.message}`);
  if (status !== 0) throw new Error(`Maven could not fetch Kafka's jars: ${stdout}${stderr}`);
};

const shortly = (fault: unknown): string =>
  (fault instanceof Error ? fault.message : String(fault))
    .replaceAll(/\s+/g, ' ')
    .slice(0, REASON_CHARACTERS_MAX);
