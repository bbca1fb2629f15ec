import { isContract, type Migration, type SchemaRule } from '@okuru/platform';
import { partsOf, statementsOf } from './statements.js';

/** What to write instead. */
export const MENDS: Readonly<Record<SchemaRule, string>> = {
  'required-column':
    'give the column a constant DEFAULT, or leave it nullable and require it in a later release',
  'takes-away':
    'leave it until no release that uses it runs, then take it away in a migration whose name begins with Contract',
  'holds-up':
    'add constraints NOT VALID and VALIDATE them in a migration of its own; add a new column beside the old instead of changing its type',
  'index-not-concurrently':
    'CREATE INDEX CONCURRENTLY in a migration with transaction = false, after DROP INDEX CONCURRENTLY IF EXISTS of what a failed try left',
  'changes-rows': 'fill rows in batches from the service, or read the old form and the new',
};

interface Breach {
  readonly rule: SchemaRule;
  readonly statement: string;
}

/** What serving code would feel of a migration and no reason allows; and reasons for what it does not do. */
export const schemaFaults = async (
  migration: Migration,
  before: readonly string[] = [],
): Promise<string[]> => {
  const change = new migration();
  const name = change.name ?? migration.name;
  const statements = await statementsOf(migration, 'up');
  const breaches = breachesOf(statements, before);
  const { allowed = {} } = change;
  const faults = breaches
    .filter(({ rule }) => allowed[rule] === undefined)
    .map(({ rule, statement }) => `${name}: ${rule} in "${statement}": ${MENDS[rule]}`);
  const broken = new Set(breaches.map(({ rule }) => rule));
  const idle = Object.keys(allowed)
    .filter((rule) => !broken.has(rule as SchemaRule))
    .map((rule) => `${name}: allows ${rule} and does nothing of the kind`);
  return [
    ...faults,
    ...idle,
    ...contractFaults(migration, broken),
    ...apartFaults(name, statements, change.transaction),
  ];
};

const contractFaults = (migration: Migration, broken: ReadonlySet<SchemaRule>): string[] => {
  const name = new migration().name ?? migration.name;
  if (broken.has('takes-away') === isContract({ name })) return [];
  return [
    isContract({ name })
      ? `${name}: is called a contract step and takes nothing away`
      : `${name}: takes away what older releases use, so its name must begin with Contract`,
  ];
};

const apartFaults = (
  name: string,
  statements: readonly string[],
  transaction: boolean | undefined,
): string[] => {
  const concurrent = statements.filter((statement) => /\bCONCURRENTLY\b/i.test(statement));
  if (concurrent.length === 0)
    return transaction === false ? [`${name}: needs a transaction, and has none`] : [];
  if (transaction !== false)
    return [`${name}: CONCURRENTLY cannot run in a transaction; say transaction = false`];
  const isRepeatable = statements.every((statement) =>
    /\bIF (NOT )?EXISTS\b|^CREATE (UNIQUE )?INDEX CONCURRENTLY\b/i.test(statement),
  );
  const dropsFirst = concurrent.every(
    (statement) =>
      !/^CREATE/i.test(statement) ||
      statements.some((other) => other.includes(`DROP INDEX CONCURRENTLY IF EXISTS ${indexOf(statement)}`)),
  );
  return isRepeatable && dropsFirst
    ? []
    : [`${name}: is not safe to run again after it failed half way; drop what it makes IF EXISTS first`];
};

const indexOf = (statement: string): string =>
  /CONCURRENTLY (?:IF NOT EXISTS )?(\S+)/i.exec(statement)?.[1] ?? '?';

/** Statements about tables that the migration itself made meet nobody. */
const breachesOf = (statements: readonly string[], before: readonly string[]): Breach[] => {
  const made = new Set(
    statements.flatMap(
      (statement) => /^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?"?(\w+)/i.exec(statement)?.[1] ?? [],
    ),
  );
  return statements.flatMap((statement, at) =>
    rulesOf(statement, made, [...before, ...statements.slice(0, at)]).map((rule) => ({ rule, statement })),
  );
};

const rulesOf = (statement: string, made: ReadonlySet<string>, earlier: readonly string[]): SchemaRule[] => {
  const altered = /^ALTER TABLE (?:IF EXISTS )?(?:ONLY )?"?(\w+)"? (.*)$/i.exec(statement);
  if (altered) {
    const [, table = '', actions = ''] = altered;
    return made.has(table)
      ? []
      : [...new Set(partsOf(actions).flatMap((action) => rulesOfAction(action, table, earlier)))];
  }
  const indexed = /^CREATE (?:UNIQUE )?INDEX (CONCURRENTLY )?.*? ON (?:ONLY )?"?(\w+)/i.exec(statement);
  if (indexed) return indexed[1] || made.has(indexed[2] ?? '') ? [] : ['index-not-concurrently'];
  const changed = /^(?:WITH .* )?(?:UPDATE|DELETE FROM|INSERT INTO) (?:ONLY )?"?(\w+)/i.exec(statement);
  if (changed) return made.has(changed[1] ?? '') ? [] : ['changes-rows'];
  if (/^DROP INDEX (?!CONCURRENTLY)/i.test(statement)) return ['index-not-concurrently'];
  if (/^(DROP (?!INDEX)|TRUNCATE|ALTER (?!TABLE).* RENAME)/i.test(statement)) return ['takes-away'];
  if (/^(LOCK|VACUUM|CLUSTER|REINDEX(?!.*CONCURRENTLY))/i.test(statement)) return ['holds-up'];
  return [];
};

const CONSTRAINT = /^ADD (CONSTRAINT|CHECK|FOREIGN|UNIQUE|PRIMARY|EXCLUDE)\b/i;
/** These make a value for each row that is there, so the table is written anew. */
const VOLATILE =
  /\b(gen_random_uuid|uuidv?\d?\w*|random|clock_timestamp|nextval)\s*\(|\bGENERATED\b|\b(big|small)?serial\b/i;

const rulesOfAction = (action: string, table: string, earlier: readonly string[]): SchemaRule[] => {
  if (CONSTRAINT.test(action)) return /\bNOT VALID\b|\bUSING INDEX\b/i.test(action) ? [] : ['holds-up'];
  if (/^ADD\b/i.test(action)) return rulesOfColumn(action);
  if (/^(DROP (?!CONSTRAINT)|RENAME)/i.test(action)) return ['takes-away'];
  if (/^ALTER .*\b(SET DATA )?TYPE\b/i.test(action)) return ['holds-up'];
  const required = /^ALTER (?:COLUMN )?"?(\w+)"? SET NOT NULL/i.exec(action)?.[1];
  if (required !== undefined) return isProvenNotNull(table, required, earlier) ? [] : ['holds-up'];
  if (/^(SET (TABLESPACE|LOGGED|UNLOGGED|SCHEMA))/i.test(action)) return ['holds-up'];
  return [];
};

const rulesOfColumn = (action: string): SchemaRule[] => {
  const rules: SchemaRule[] = [];
  const isGenerated = VOLATILE.test(action);
  if (/\bNOT NULL\b/i.test(action) && !/\bDEFAULT\b/i.test(action) && !isGenerated)
    rules.push('required-column');
  if (/\b(CHECK|UNIQUE|PRIMARY KEY)\b/i.test(action) || isGenerated) rules.push('holds-up');
  return rules;
};

/** PostgreSQL takes a validated CHECK for proof and reads no row again. */
const isProvenNotNull = (table: string, column: string, earlier: readonly string[]): boolean => {
  const check = new RegExp(
    `^ALTER TABLE "?${table}"? .*ADD CONSTRAINT (\\w+) CHECK \\(+\\s*"?${column}"? IS NOT NULL`,
    'i',
  );
  const name = earlier.flatMap((statement) => check.exec(statement)?.[1] ?? [])[0];
  return (
    name !== undefined &&
    earlier.some((statement) => new RegExp(`VALIDATE CONSTRAINT ${name}\\b`, 'i').test(statement))
  );
};

/** Going back loses what these take away; a migration whose `down` says one of them says what is lost. */
const LOSES =
  /^(DROP (TABLE|SEQUENCE)|DELETE|TRUNCATE)|^ALTER TABLE .*\bDROP (COLUMN )?(?!CONSTRAINT|NOT NULL|DEFAULT|IDENTITY|EXPRESSION)\w/i;

export const lossFaults = async (migration: Migration): Promise<string[]> => {
  const change = new migration();
  const name = change.name ?? migration.name;
  const down = (await statementsOf(migration, 'down')).flatMap((statement) => {
    const altered = /^(ALTER TABLE \S+) (.*)$/i.exec(statement);
    return altered ? partsOf(altered[2] ?? '').map((action) => `${altered[1]} ${action}`) : [statement];
  });
  const loses = down.some((statement) => LOSES.test(statement));
  if (loses === (change.goingBackLoses !== undefined)) return [];
  return [
    loses
      ? `${name}: its down takes something away; say what in goingBackLoses`
      : `${name}: says that going back loses something, and it does not`,
  ];
};
