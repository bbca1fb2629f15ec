import { getMetadataStorage, type ValidationError } from 'class-validator';
import { nearest } from './nearest.js';
import type { RequestFault } from './refusal.js';

/** More than these help nobody; a hostile body would make thousands. */
const FAULTS_MAX = 50;

/** Turns class-validator's tree into flat faults with a path, a sentence and, where we know one, the mend. */
export const describeValidation = (errors: readonly ValidationError[]): RequestFault[] =>
  [...walk(errors, '')].slice(0, FAULTS_MAX);

function* walk(errors: readonly ValidationError[], prefix: string): Generator<RequestFault> {
  for (const error of errors) {
    const path = pathOf(error, prefix);
    const told = mostTelling(error.constraints ?? {});
    // What is wrong inside a thing of the wrong kind helps nobody.
    if (told) yield faultOf(error, path, ...told);
    else yield* walk(error.children ?? [], path);
  }
}

/** What a value should be says more than which bound it breaks; decorators are tried in no order one could rely on. */
const TYPE_FIRST = [
  'whitelistValidation',
  'unknownValue',
  'isString',
  'isInt',
  'isNumber',
  'isBoolean',
  'isArray',
  'isObject',
  'isDate',
  'nestedValidation',
];

const mostTelling = (
  constraints: Readonly<Record<string, string>>,
): [constraint: string, message: string] | undefined => {
  const entries = Object.entries(constraints);
  const first = TYPE_FIRST.find((constraint) => constraint in constraints);
  return entries.find(([constraint]) => constraint === first) ?? entries[0];
};

const pathOf = ({ target, property }: ValidationError, prefix: string): string => {
  if (Array.isArray(target) || /^\d+$/.test(property)) return `${prefix}[${property}]`;
  return prefix === '' ? (property ?? '') : `${prefix}.${property}`;
};

const faultOf = (error: ValidationError, path: string, constraint: string, message: string): RequestFault => {
  if (constraint === 'whitelistValidation')
    return { path, message: 'is not known here', mend: mendUnknown(error) };
  if (constraint === 'unknownValue') return { path, message: 'must be a JSON object' };
  const told = withoutName(message, error.property);
  const mend = mendOf(error.value, constraint);
  return { path, message: told, ...(mend === undefined ? {} : { mend }) };
};

/** class-validator begins with the property's name, which the path already tells. */
const withoutName = (message: string, property: string): string =>
  message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;

const mendUnknown = ({ target, property }: ValidationError): string => {
  const known = target === undefined ? [] : propertiesOf(target.constructor);
  const meant = nearest(property, known);
  return meant === undefined ? 'Remove it.' : `Did you mean ${meant}?`;
};

const propertiesOf = (type: Parameters<typeof getTargetMetadatas>[0]): string[] => [
  ...new Set(getTargetMetadatas(type).map(({ propertyName }) => propertyName)),
];

const getTargetMetadatas = (
  type: Parameters<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[0],
) => getMetadataStorage().getTargetValidationMetadatas(type, '', true, false);

const NUMERIC = new Set(['isInt', 'isNumber', 'min', 'max', 'isPositive']);

const mendOf = (value: unknown, constraint: string): string | undefined => {
  if (value === undefined) return 'Give it.';
  if (NUMERIC.has(constraint) && typeof value === 'string' && /^-?\d{1,15}(\.\d{1,6})?$/.test(value))
    return `Write the number ${value} without quotes.`;
  if (constraint === 'isBoolean' && (value === 'true' || value === 'false'))
    return `Write ${value} without quotes.`;
  if (constraint === 'isString' && typeof value === 'number') return 'Write it in quotes.';
  return undefined;
};
