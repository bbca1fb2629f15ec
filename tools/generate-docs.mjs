/**
 * Writes the generated docs from the catalogue, the controllers and the list of mutations (`npm run docs`); with --check
 * only says whether the committed ones are fresh.
 * Needs the build (`npm run build`).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { z } from 'zod';
import { catalogue, sealedContents, SERVICES, topicOf } from '../libs/contracts/dist/index.js';
import { routesPage } from './docs/routes.mjs';
import { withMutations } from './mutations/page.mjs';

const fence = (language, text) => `\`\`\`${language}\n${text}\n\`\`\``;
const schemaOf = (entry) => {
  const { $schema: _, ...schema } = z.toJSONSchema(entry.schema, { io: 'input' });
  return schema;
};

const typeWord = (schema) => {
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(' · ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.anyOf) return schema.anyOf.map(typeWord).join(' or ');
  if (schema.type === 'array') return `list of ${typeWord(schema.items)}`;
  return schema.format ? `${schema.type} (${schema.format})` : String(schema.type);
};
const fieldRows = (schema) =>
  Object.entries(schema.properties ?? {}).map(
    ([name, field]) =>
      `| \`${name}\` | ${typeWord(field)} | ${schema.required?.includes(name) ? 'always' : 'optional'} |`,
  );

const eventSection = (entry) =>
  [
    `### ${entry.type}`,
    '',
    entry.meaning,
    '',
    `On the wire \`okuru.${entry.type}\` version ${entry.version}, key \`${entry.key(entry.example)}\`; heard by ${entry.consumers.join(', ')}.`,
    '',
    '| field | type | present |',
    '| --- | --- | --- |',
    ...fieldRows(schemaOf(entry)),
    '',
    fence('json', JSON.stringify(entry.example, null, 2)),
    '',
  ].join('\n');

/** What is inside a seal, by the field that carries it. */
const sealedSection = ([field, { schema, example }]) =>
  [
    `### Sealed \`${field}\``,
    '',
    `In ${catalogue
      .filter((entry) => field in entry.schema.shape)
      .map((entry) => `[${entry.type}](#${entry.type.replaceAll('.', '')})`)
      .join(', ')}.`,
    '',
    '| field | type | present |',
    '| --- | --- | --- |',
    ...fieldRows(schemaOf({ schema })),
    '',
    fence('json', JSON.stringify(example, null, 2)),
    '',
  ].join('\n');

const eventsPage = [
  '# Events',
  '',
  'Generated from `libs/contracts/src/catalogue.ts` by `npm run docs`; do not edit.',
  '',
  'Every service states its facts to one topic. The record key decides the partition, so facts of one key keep their order within',
  'a topic; across topics there is no order. Records are CloudEvents 1.0 in Kafka binary mode. Money is integer yen, lengths are',
  'millimetres, weights grams, times UTC.',
  '',
  '| event | stated by | heard by | meaning |',
  '| --- | --- | --- | --- |',
  ...catalogue.map(
    (entry) =>
      `| [${entry.type}](#${entry.type.replaceAll('.', '')}) | ${entry.emitter} | ${entry.consumers.join(', ')} | ${entry.meaning} |`,
  ),
  '',
  ...SERVICES.flatMap((service) => [
    `## Topic \`${topicOf(service)}\``,
    '',
    ...catalogue.filter((entry) => entry.emitter === service).map(eventSection),
  ]),
  '## Inside the seals',
  '',
  'A sealed field holds its data as JSON, encrypted under a key of the buyer (AES-256-GCM, `<event type>:<orderId>` as associated',
  'data). A reader leaves alone what it does not know.',
  '',
  ...Object.entries(sealedContents).map(sealedSection),
].join('\n');

const asyncapi = stringify(
  {
    asyncapi: '3.0.0',
    info: {
      title: 'Okuru events',
      version: '0.1.0',
      description: 'Generated from libs/contracts/src/catalogue.ts; do not edit.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      SERVICES.map((service) => [
        service,
        {
          address: topicOf(service),
          messages: Object.fromEntries(
            catalogue
              .filter((entry) => entry.emitter === service)
              .map((entry) => [entry.type, { $ref: `#/components/messages/${entry.type}` }]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      SERVICES.map((service) => [
        `${service}States`,
        { action: 'send', channel: { $ref: `#/channels/${service}` } },
      ]),
    ),
    components: {
      messages: Object.fromEntries(
        catalogue.map((entry) => [
          entry.type,
          {
            name: `okuru.${entry.type}`,
            title: entry.type,
            summary: entry.meaning,
            payload: schemaOf(entry),
            examples: [{ payload: entry.example }],
          },
        ]),
      ),
    },
  },
  { lineWidth: 120, aliasDuplicateObjects: false },
);

const pages = {
  'docs/events.md': eventsPage,
  'docs/asyncapi.yaml': asyncapi,
  'docs/routes.md': routesPage,
  'docs/reliability.md': withMutations(readFileSync('docs/reliability.md', 'utf8')),
};
const checking = process.argv.includes('--check');
const stale = [];
mkdirSync('docs', { recursive: true });
for (const [path, text] of Object.entries(pages)) {
  let committed = '';
  try {
    committed = readFileSync(path, 'utf8');
  } catch {
    // a page that is not there yet is stale
  }
  if (committed === text) continue;
  stale.push(path);
  if (!checking) writeFileSync(path, text);
}
if (checking && stale.length > 0) {
  console.error(`stale: ${stale.join(', ')}; run \`npm run docs\` and commit the result`);
  process.exit(1);
}
if (!checking) console.log(stale.length > 0 ? `wrote ${stale.join(', ')}` : 'fresh already');
