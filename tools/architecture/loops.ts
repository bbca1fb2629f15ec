import ts from 'typescript';

/** A number somebody named as a bound: `ATTEMPTS_MAX`, `this.bounds.batchesInFlightMax`. */
const NAMED_BOUND = /^[A-Z][A-Z0-9_]+$|[a-z](Max|Retries|Tries)$/;
const COMPARISONS = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);

/**
 * Lines of the loops in a source text that end by nothing named. A loop is bounded when it
 * - walks a collection that is there (`for … of`, `for … in`), or counts (`for` with a condition and a step);
 * - compares with a named bound or with the clock (a deadline), in its condition or within;
 * - serves until it is told to stop: its condition asks a flag of the object that the same file sets elsewhere, or an
 *   abort signal, and it awaits something in each turn;
 * - says in a comment `bound: …` right above what bounds it.
 */
export const unboundedLoops = (text: string): number[] => {
  if (!/\b(while|for)\b/.test(text)) return [];
  const source = ts.createSourceFile('any.tsx', text, ts.ScriptTarget.Latest, true);
  const lines: number[] = [];
  const visit = (node: ts.Node): void => {
    if (isOpenLoop(node) && !isBounded(node, source))
      lines.push(source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return lines;
};

type OpenLoop = ts.WhileStatement | ts.DoStatement | ts.ForStatement | ts.ForOfStatement;

/** A `for await` has no end of its own either: what it waits for may come for ever. */
const isOpenLoop = (node: ts.Node): node is OpenLoop =>
  ts.isWhileStatement(node) ||
  ts.isDoStatement(node) ||
  (ts.isForStatement(node) && !(node.condition && node.incrementor)) ||
  (ts.isForOfStatement(node) && node.awaitModifier !== undefined);

const isBounded = (loop: OpenLoop, source: ts.SourceFile): boolean =>
  saysItsBound(loop, source) || some(loop, comparesWithBound) || servesUntilStopped(loop, source);

const saysItsBound = (loop: OpenLoop, source: ts.SourceFile): boolean =>
  /bound: \S/.test(source.text.slice(loop.getFullStart(), loop.getStart(source)));

const some = (node: ts.Node, holds: (node: ts.Node) => boolean): boolean =>
  holds(node) || (ts.forEachChild(node, (child) => some(child, holds) || undefined) ?? false);

const comparesWithBound = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) &&
  COMPARISONS.has(node.operatorToken.kind) &&
  [node.left, node.right].some((side) => isNamedBound(side) || readsClock(side));

export const isNamedBound = (node: ts.Expression): boolean => NAMED_BOUND.test(lastName(node));

const lastName = (node: ts.Expression): string =>
  ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : '';

const readsClock = (node: ts.Expression): boolean =>
  some(node, (part) => /^(Date|performance)\.now\(\)$/.test(part.getText()));

const servesUntilStopped = (loop: OpenLoop, source: ts.SourceFile): boolean => {
  if (!ts.isWhileStatement(loop) && !ts.isDoStatement(loop)) return false;
  const isStopFlag = (node: ts.Node): boolean =>
    ts.isPropertyAccessExpression(node) &&
    (node.name.text === 'aborted' || isSetIn(source, node.name.text, loop)) &&
    isAskedForTruth(node);
  return some(loop.expression, isStopFlag) && some(loop, ts.isAwaitExpression);
};

/** Asked as it stands or negated, not compared or called. */
const isAskedForTruth = ({ parent }: ts.Node): boolean =>
  ts.isPrefixUnaryExpression(parent) ||
  ts.isWhileStatement(parent) ||
  ts.isDoStatement(parent) ||
  (ts.isBinaryExpression(parent) && !COMPARISONS.has(parent.operatorToken.kind));

/** Somebody outside of the loop sets `this.<flag>` to true or false after the object was made. */
const isSetIn = (source: ts.SourceFile, flag: string, loop: OpenLoop): boolean =>
  some(
    source,
    (node) =>
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      lastName(node.left) === flag &&
      [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(node.right.kind) &&
      (node.pos < loop.pos || node.end > loop.end),
  );
