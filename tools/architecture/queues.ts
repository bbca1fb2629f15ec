import ts from 'typescript';
import { isNamedBound } from './loops.js';

const COLLECTION = /^(\[\]|new (Map|Set)\b)/;
const GROWS = /^(push|unshift|set|add)$/;
/** What we call a line of those who wait. */
const LINE = /^(waiting|queue|backlog|pending)$/i;

/**
 * Lines in a source text where somebody may wait without end: a list of an object that is named for it, or that grows
 * inside a `new Promise`, so that each entry is a caller held back. It is bounded when its length is compared with a named
 * bound, or when a comment `bound: …` right above it says what bounds it.
 */
export const unboundedQueues = (text: string): number[] => {
  if (!/= (\[\]|new (Map|Set)\b)/.test(text)) return [];
  const source = ts.createSourceFile('any.ts', text, ts.ScriptTarget.Latest, true);
  const nodes = allOf(source);
  return nodes
    .filter(ts.isPropertyDeclaration)
    .filter(({ initializer }) => initializer && COLLECTION.test(initializer.getText(source)))
    .filter(({ name }) => LINE.test(name.getText(source)) || holdsCallers(name.getText(source), nodes))
    .filter(
      (property) => !saysItsBound(property, source) && !isCompared(property.name.getText(source), nodes),
    )
    .map((property) => source.getLineAndCharacterOfPosition(property.getStart(source)).line + 1);
};

const allOf = (node: ts.Node): ts.Node[] => {
  const all = [node];
  ts.forEachChild(node, (child) => void all.push(...allOf(child)));
  return all;
};

const holdsCallers = (name: string, nodes: readonly ts.Node[]): boolean =>
  nodes.some(
    (node) =>
      ts.isNewExpression(node) &&
      node.expression.getText() === 'Promise' &&
      allOf(node).some(
        (part) =>
          ts.isPropertyAccessExpression(part) &&
          GROWS.test(part.name.text) &&
          part.expression.getText() === `this.${name}`,
      ),
  );

const isCompared = (name: string, nodes: readonly ts.Node[]): boolean =>
  nodes.some(
    (node) =>
      ts.isBinaryExpression(node) &&
      new RegExp(`^this\\.${name}\\.(length|size)$`).test(node.left.getText()) &&
      /^[<>]=?$/.test(node.operatorToken.getText()) &&
      isNamedBound(node.right),
  );

const saysItsBound = (property: ts.PropertyDeclaration, source: ts.SourceFile): boolean =>
  /bound: \S/.test(source.text.slice(property.getFullStart(), property.getStart(source)));
