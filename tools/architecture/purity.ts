import ts from 'typescript';
import { type Taken, takenBy } from './imports.js';
import { isDataShape, isPureFile, PURE_PLATFORM, targetOf } from './pure-files.js';
import type { SourceTree } from './source-tree.js';

/** Modules of others that only compute, by what may be taken of them; `node:crypto` also deals in chance. */
const PURE_MODULES: ReadonlyMap<string, readonly string[]> = new Map([
  ['node:crypto', ['createHash', 'hash']],
  ['node:url', ['domainToASCII']],
  ['iconv-lite', ['default']],
  ['csv-parse/sync', ['parse', 'CsvError']],
]);
const PURE_PACKAGES = [
  '@okuru/contracts',
  '@okuru/packing',
  '@okuru/carriers',
  '@okuru/carrier-files',
  '@okuru/scan-engine',
];
/** Types of the platform that pure files name; the rest, such as a transaction, would bring I/O as an argument. */
const PLATFORM_TYPES = ['ApiCaller'];

/** What of its surroundings a program reaches without importing anything. */
const AMBIENT = new Set([
  ...[
    'process',
    'performance',
    'crypto',
    'console',
    'fetch',
    'globalThis',
    'global',
    'Temporal',
    'WebSocket',
  ],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Promise'],
]);

/** Every place where a pure file is not pure: time, ids, chance and tables arrive as arguments, and nothing is awaited. */
export const impurities = (tree: SourceTree): string[] =>
  [...tree].flatMap(([path, text]) => (isPureFile(path) ? impuritiesOf(path, text, tree) : []));

/** As `impurities`, of one file, whether it counts as pure or not. */
export const impuritiesOf = (path: string, text: string, tree: SourceTree): string[] => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return [
    ...takenBy(source)
      .filter((taken) => !mayTake(path, taken, tree))
      .map(({ module, name }) => `${path} takes ${name} from ${module}, which is not pure`),
    ...reachesOf(source).map((reach) => `${path} uses ${reach}: a pure file only computes`),
  ];
};

const mayTake = (path: string, taken: Taken, tree: SourceTree): boolean => {
  const { module, name, typeOnly } = taken;
  if (module.startsWith('.')) return mayTakeFrom(targetOf(path, module), taken, tree);
  if (module === 'zod') return typeOnly || path.startsWith('libs/contracts/src/');
  if (module === '@okuru/platform')
    return PURE_PLATFORM.has(name) || (typeOnly && PLATFORM_TYPES.includes(name));
  return PURE_PACKAGES.includes(module) || (PURE_MODULES.get(module)?.includes(name) ?? false);
};

/** Of a file that is not pure, data may be named: a DTO, a row, an interface or type; never a class with methods. */
const mayTakeFrom = (target: string, { name, typeOnly }: Taken, tree: SourceTree): boolean =>
  tree.has(target) &&
  (isPureFile(target) ||
    (typeOnly &&
      (isDataShape(target) ||
        new RegExp(`export (interface|type) ${name}\\b`).test(tree.get(target) ?? ''))));

const reachesOf = (source: ts.SourceFile): string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isReference(node) && isReach(node)) found.push(node.parent.getText(source));
    if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) found.push('await');
    if (!ts.isTypeNode(node)) ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const isReach = (node: ts.Identifier): boolean =>
  AMBIENT.has(node.text) ||
  (node.text === 'Date' && !isDateOfGiven(node)) ||
  (node.text === 'Math' && !isMathOfGiven(node));

/** `new Date(given)`, `Date.UTC(…)`, `Date.parse(…)`, `x instanceof Date`. */
const isDateOfGiven = ({ parent }: ts.Identifier): boolean =>
  (ts.isNewExpression(parent) && (parent.arguments?.length ?? 0) > 0) ||
  (ts.isPropertyAccessExpression(parent) && ['UTC', 'parse'].includes(parent.name.text)) ||
  (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword);

const isMathOfGiven = ({ parent }: ts.Identifier): boolean =>
  ts.isPropertyAccessExpression(parent) && parent.name.text !== 'random';

/** Stands for a value, not for the name of a member or of something declared here. */
const isReference = (node: ts.Identifier): boolean => {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent)) return parent.initializer === node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  return !('name' in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent));
};
