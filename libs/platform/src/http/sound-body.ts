import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, type ValidationArguments, ValidationTypes } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Metadata = ReturnType<Storage['getTargetValidationMetadatas']>[number];
type Fields = Record<string, unknown>;

interface Check {
  readonly validate: (value: unknown, args: ValidationArguments) => unknown;
  readonly constraints: unknown[];
}

/** What class-validator knows of one property, looked up once instead of once per value. */
interface Field {
  /** When one of them says no, the value is taken as it is. */
  readonly conditions: readonly ((object: object, value: unknown) => unknown)[];
  readonly checks: readonly Check[];
  /** Of what the property holds one or a list. */
  readonly part: SoundBody | undefined;
}

const NOT_SOUND = Symbol('not sound');
const KNOWN_KINDS: ReadonlySet<string> = new Set([
  ValidationTypes.CUSTOM_VALIDATION,
  ValidationTypes.NESTED_VALIDATION,
  ValidationTypes.CONDITIONAL_VALIDATION,
  ValidationTypes.WHITELIST,
]);

/** Makes instances of a class of sound bodies alone. What is not surely sound is left to class-validator, which says why. */
class SoundBody {
  private constructor(
    private readonly type: Type<object>,
    private readonly fields: ReadonlyMap<string, Field>,
  ) {}

  /** undefined when the class asks for something that is not known here. */
  static of(type: Type<object>): SoundBody | undefined {
    const storage = getMetadataStorage();
    const metadatas = storage.getTargetValidationMetadatas(type, '', false, false);
    if (metadatas.length === 0 || !metadatas.every(isKnown)) return undefined;
    const fields = new Map<string, Field>();
    for (const [name, all] of Object.entries(storage.groupByPropertyName(metadatas))) {
      const part = has(all, ValidationTypes.NESTED_VALIDATION) ? partOf(type, name) : undefined;
      if (part === null) return undefined;
      fields.set(name, { conditions: conditionsOf(all), checks: checksOf(all), part });
    }
    return new SoundBody(type, fields);
  }

  /** Of parsed JSON, whose parts nobody else holds: they are not copied. */
  make(given: unknown): object | undefined {
    if (!isPlainObject(given)) return undefined;
    const made = new this.type() as Fields;
    for (const name of Object.keys(given)) {
      const field = this.fields.get(name);
      if (!field) return undefined;
      const value = field.part ? field.part.within(given[name]) : given[name];
      if (value === NOT_SOUND || (!field.part && inherits(value))) return undefined;
      made[name] = value;
    }
    for (const [name, field] of this.fields) if (!this.holds(field, made, name)) return undefined;
    return made;
  }

  private within(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (!Array.isArray(value)) return this.make(value) ?? NOT_SOUND;
    const parts = value.map((each) => this.make(each));
    return parts.includes(undefined) ? NOT_SOUND : parts;
  }

  private holds({ conditions, checks, part }: Field, object: Fields, property: string): boolean {
    const value = object[property];
    if (!conditions.every((condition) => condition(object, value))) return true;
    // An answer that is not plainly yes, a promise among them, is for class-validator to weigh.
    const targetName = this.type.name;
    for (const { validate, constraints } of checks)
      if (validate(value, { targetName, property, object, value, constraints }) !== true) return false;
    return part === undefined || value === undefined || (typeof value === 'object' && value !== null);
  }
}

const isKnown = ({ type, each, groups, validateIf }: Metadata): boolean =>
  KNOWN_KINDS.has(type) &&
  (!each || type === ValidationTypes.NESTED_VALIDATION) &&
  (groups ?? []).length === 0 &&
  validateIf === undefined;

const has = (metadatas: readonly Metadata[], kind: string): boolean =>
  metadatas.some(({ type }) => type === kind);

const conditionsOf = (metadatas: readonly Metadata[]): Field['conditions'] =>
  metadatas
    .filter(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION)
    .map(({ constraints }) => constraints[0] as Field['conditions'][number]);

const checksOf = (metadatas: readonly Metadata[]): Check[] =>
  metadatas
    .filter(({ type }) => type === ValidationTypes.CUSTOM_VALIDATION)
    .flatMap(({ constraintCls, constraints }) =>
      getMetadataStorage()
        .getTargetValidatorConstraints(constraintCls)
        .map(({ instance }) => ({
          validate: (value: unknown, args: ValidationArguments) => instance.validate(value, args),
          constraints,
        })),
    );

/** The class that class-transformer would make of the property; null when it would make none. */
const partOf = (type: Type<object>, property: string): SoundBody | null => {
  const made = (plainToInstance(type, { [property]: {} }) as Fields)[property];
  if (typeof made !== 'object' || made === null || made.constructor === Object) return null;
  return SoundBody.of(made.constructor as Type<object>) ?? null;
};

const isPlainObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Whether a name stands in it that every object has: class-transformer would leave it out. */
const inherits = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Array.isArray(value)
    ? value.some(inherits)
    : Object.entries(value).some(([name, part]) => name in Object.prototype || inherits(part)));

// bound: the classes that bear the decorator
const hot = new Map<unknown, SoundBody | undefined | 'unread'>();

/**
 * Bodies of this class come by the thousand: sound ones are checked without class-validator's own work. For classes whose
 * properties are changed by no `@Transform`, `@Expose` or `@Exclude`.
 */
export const HotBody = (): ClassDecorator => (type) => void hot.set(type, 'unread');

/** The instance, or undefined when the class is no hot one or the body not surely sound. */
export const soundBody = (type: unknown, given: unknown): object | undefined => {
  let sound = hot.get(type);
  if (sound === undefined) return undefined;
  if (sound === 'unread') {
    sound = SoundBody.of(type as Type<object>);
    hot.set(type, sound);
  }
  return sound?.make(given);
};
