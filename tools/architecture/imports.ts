import ts from 'typescript';

/** One name that a file takes from a module; `*` for all of them or for the module's effects. */
export interface Taken {
  readonly module: string;
  readonly name: string;
  /** Gone when compiled: it can bring no behaviour along. */
  readonly typeOnly: boolean;
}

/** Everything a file takes from elsewhere: by import, re-export, `import()`, `require` and in types. */
export const takenBy = (source: ts.SourceFile): Taken[] => {
  const taken: Taken[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) taken.push(...byImport(node));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) taken.push(...byExport(node));
    else if (ts.isImportTypeNode(node)) taken.push(byImportType(node));
    else if (ts.isImportEqualsDeclaration(node) || isCallForModule(node))
      taken.push(whole(textOf(node), false));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return taken;
};

const whole = (module: string, typeOnly: boolean): Taken => ({ module, name: '*', typeOnly });

const byImport = ({ moduleSpecifier, importClause }: ts.ImportDeclaration): Taken[] => {
  const module = textOf(moduleSpecifier);
  if (!importClause) return [whole(module, false)];
  const { name, namedBindings, isTypeOnly } = importClause;
  const named = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
  return [
    ...(name ? [{ module, name: 'default', typeOnly: isTypeOnly }] : []),
    ...(namedBindings && ts.isNamespaceImport(namedBindings) ? [whole(module, isTypeOnly)] : []),
    ...named.map((one) => takenAs(module, one, isTypeOnly)),
  ];
};

const byExport = ({ moduleSpecifier, exportClause, isTypeOnly }: ts.ExportDeclaration): Taken[] => {
  const module = textOf(moduleSpecifier!);
  return exportClause && ts.isNamedExports(exportClause)
    ? exportClause.elements.map((one) => takenAs(module, one, isTypeOnly))
    : [whole(module, isTypeOnly)];
};

/** `import('pg').Client` where a type stands. */
const byImportType = ({ argument, qualifier }: ts.ImportTypeNode): Taken => ({
  module: ts.isLiteralTypeNode(argument) ? textOf(argument.literal) : argument.getText(),
  name: qualifier?.getText() ?? '*',
  typeOnly: true,
});

const takenAs = (module: string, one: ts.ImportSpecifier | ts.ExportSpecifier, allTypes: boolean): Taken => ({
  module,
  name: (one.propertyName ?? one.name).text,
  typeOnly: allTypes || one.isTypeOnly,
});

const isCallForModule = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) &&
  (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require');

/** The first string in a node: the module it names, or what stands in its place. */
const textOf = (node: ts.Node): string => {
  if (ts.isStringLiteralLike(node)) return node.text;
  const call = ts.isCallExpression(node) ? node.arguments[0] : undefined;
  if (call && ts.isStringLiteralLike(call)) return call.text;
  return node.getText();
};
