import { unboundedLoops } from './loops.js';
import { unboundedQueues } from './queues.js';
import { importsOf, type SourceTree, withoutComments } from './source-tree.js';

/** One rule of ARCHITECTURE.md over the sources; answers each violation in words. */
export type Invariant = (tree: SourceTree) => string[];

const SERVICES = ['order', 'inventory', 'shipping', 'notification'];
const serviceOf = (path: string): string | undefined =>
  /^libs\/(order|inventory|shipping|notification)\//.exec(path)?.[1];

const importRule =
  (
    applies: (path: string) => boolean,
    allowed: (module: string, path: string) => boolean,
    rule: string,
  ): Invariant =>
  (tree) =>
    [...tree].flatMap(([path, text]) =>
      applies(path)
        ? importsOf(text)
            .filter((module) => !allowed(module, path))
            .map((module) => `${path} imports ${module}: ${rule}`)
        : [],
    );

const isRelative = (module: string): boolean => module.startsWith('.');

export const contractsImportNoFramework = importRule(
  (path) => path.startsWith('libs/contracts/src'),
  (module) => isRelative(module) || module === 'zod',
  'contracts may import a schema library and nothing else',
);

export const noServiceImportsAnother = importRule(
  (path) => serviceOf(path) !== undefined,
  (module, path) =>
    !SERVICES.some(
      (other) =>
        other !== serviceOf(path) && (module === `@okuru/${other}` || module.includes(`libs/${other}/`)),
    ),
  'a service hears facts, it never imports another service',
);

export const consoleImportsContractsOnly = importRule(
  (path) => path.startsWith('apps/console/'),
  (module) => !module.startsWith('@okuru/') || ['@okuru/contracts', '@okuru/scan-engine'].includes(module),
  'the console may import contracts and the scan engine only',
);

/** Event names as string literals anywhere in the platform. */
export const platformKnowsNoEvent =
  (types: readonly string[]): Invariant =>
  (tree) =>
    [...tree].flatMap(([path, text]) => {
      if (!path.startsWith('libs/platform/src')) return [];
      const code = withoutComments(text);
      return types
        .filter((type) => code.includes(`'${type}'`) || code.includes(`"${type}"`))
        .map((type) => `${path} names ${type}: the platform knows no event`);
    });

export interface CatalogueRow {
  readonly type: string;
  readonly emitter: string;
  readonly consumers: readonly string[];
}

/** Each catalogue entry is stated by its emitter's sources and heard by each named consumer's. */
export const everyEventHasEmitterAndConsumers =
  (catalogue: readonly CatalogueRow[]): Invariant =>
  (tree) => {
    const sourcesOf = (service: string) =>
      [...tree]
        .filter(([path]) => path.startsWith(`libs/${service}/src`))
        .map(([, text]) => withoutComments(text))
        .join('\n');
    const sources = new Map(SERVICES.map((service) => [service, sourcesOf(service)]));
    const quoted = (type: string) => type.replaceAll('.', '\\.');
    return catalogue.flatMap(({ type, emitter, consumers }) => {
      const faults: string[] = [];
      if (!new RegExp(`fact(<[^>]*>)?\\(\\s*['"]${quoted(type)}['"]`).test(sources.get(emitter) ?? '')) {
        faults.push(`${type}: ${emitter} never states it`);
      }
      if (!consumers.some((consumer) => consumer !== emitter)) faults.push(`${type}: nobody else acts on it`);
      for (const consumer of consumers) {
        if (!heardIn(sources.get(consumer) ?? '', consumer, type)) {
          faults.push(`${type}: ${consumer} is named as consumer and does not hear it`);
        }
      }
      return faults;
    });
  };

/** Heard by name (`@Hears('order', 'stock.reserved')`) or as a key of a table (`@Hears('order', FOLLOWED)`). */
const heardIn = (source: string, service: string, type: string): boolean =>
  [...source.matchAll(new RegExp(`@Hears\\(\\s*'${service}'\\s*,\\s*(?:'([^']+)'|(\\w+))`, 'g'))].some(
    ([, name, table]) =>
      table === undefined
        ? name === type
        : new RegExp(`const ${table} = \\{[\\s\\S]*?\\n\\}`).exec(source)?.[0].includes(`\n  '${type}': `),
  );

export const everyLoopHasABound: Invariant = (tree) =>
  [...tree].flatMap(([path, text]) =>
    unboundedLoops(text).map(
      (line) => `${path}:${line} loops without a named bound (say it in a comment "bound: …" above the loop)`,
    ),
  );

export const everyQueueHasABound: Invariant = (tree) =>
  [...tree].flatMap(([path, text]) =>
    unboundedQueues(text).map(
      (line) =>
        `${path}:${line} lets callers wait without a named bound (say it in a comment "bound: …" above it)`,
    ),
  );

/** BullMQ tries a job as often as its options say; those we declare say it. Loops that try again are loops. */
export const everyJobHasABoundOfTries: Invariant = (tree) =>
  [...tree].flatMap(([path, text]) =>
    [...withoutComments(text).matchAll(/: JobsOptions = \{[^}]*/g)]
      .filter(([options]) => !/\battempts: [1-9]/.test(options))
      .map(() => `${path} declares options of a job without attempts`),
  );

/** SQL is text with parameters; nothing is interpolated into a query call. */
export const noValueInSqlText: Invariant = (tree) =>
  [...tree].flatMap(([path, text]) =>
    [...withoutComments(text).matchAll(/\.query(?:<[^>(]*>)?\(\s*`[^`]*\$\{[^`]*`/g)].map(
      () => `${path} interpolates into SQL text`,
    ),
  );

/** `ValidateNested` alone lets nothing, null and an empty list pass as what it is to check. */
export const everyNestedBodyIsAnObject: Invariant = (tree) =>
  [...tree].flatMap(([path, text]) =>
    [...withoutComments(text).matchAll(/(\S+)\s+@ValidateNested\(\)/g)]
      .filter(([, before]) => before !== '@IsObject()')
      .map(() => `${path} has ValidateNested without IsObject right above it`),
  );

/** The second one puts facts into the outbox again that passed the first and lie in the archive. */
const DOORS_OF_FACTS = new Set(['libs/platform/src/outbox/outbox.ts', 'libs/platform/src/outbox/refill.ts']);

/** Facts enter the tables by one door, behind which the catalogue checks them. */
export const factsAreWrittenByTheOutboxOnly: Invariant = (tree) =>
  [...tree].flatMap(([path, text]) =>
    !DOORS_OF_FACTS.has(path) && /\binsert\s+into\s+(event|outbox)\b/i.test(withoutComments(text))
      ? [`${path} writes facts past the outbox`]
      : [],
  );
