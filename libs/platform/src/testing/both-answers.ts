import { type Type, ValidationPipe } from '@nestjs/common';
import * as fc from 'fast-check';
import { soundBody } from '../http/sound-body.js';
import { requestValidation } from '../http/validation.pipe.js';

/** Of what class each part is: two bodies that look alike in JSON may differ in that. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([name, part]) => [name, shapeOf(part)]);
  return [value.constructor.name, Object.fromEntries(parts)];
};

const pipe = requestValidation();
const answerOf = async (
  transform: ValidationPipe['transform'],
  type: Type<object>,
  json: string,
): Promise<unknown> => {
  try {
    return shapeOf(await transform.call(pipe, JSON.parse(json), { type: 'body', metatype: type }));
  } catch (refusal) {
    return { refused: JSON.parse(JSON.stringify(refusal)) as unknown };
  }
};

/** What a body of a hot class is answered, what class-validator alone would answer, and whether it was not asked at all. */
export const bothAnswers = async (
  type: Type<object>,
  body: unknown,
): Promise<{ readonly hot: unknown; readonly cold: unknown; readonly atOnce: boolean }> => {
  const json = JSON.stringify(body);
  return {
    hot: await answerOf(pipe.transform, type, json),
    cold: await answerOf(ValidationPipe.prototype.transform, type, json),
    atOnce: soundBody(type, JSON.parse(json)) !== undefined,
  };
};

interface Place {
  readonly holder: Record<string, unknown>;
  readonly name: string;
}

const placesIn = (value: unknown): Place[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, part]) => [
        { holder: value as Record<string, unknown>, name },
        ...placesIn(part),
      ]);

/** The body with a few of its parts replaced, taken out or added, at any depth. */
export const spoilt = (body: object): fc.Arbitrary<unknown> => {
  const value = fc.oneof(
    fc.constantFrom<unknown>(null, '', ' ', 'a', '1', 0, 1, -1, 1.5, true, {}, [], [[]], [{}], [null], {
      a: 1,
    }),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const change = fc.record({
    at: fc.nat(),
    how: fc.constantFrom('put', 'put', 'take', 'add', 'swap'),
    value,
    name: fc.constantFrom('toString', 'colour', '0', 'name'),
  });
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const changed = JSON.parse(JSON.stringify(body)) as object;
    for (const { at, how, value: drawn, name } of changes) {
      const put: unknown = JSON.parse(JSON.stringify(drawn)); // else one change might put a thing into itself
      const places = placesIn(changed);
      const place = places[at % places.length];
      const other = places[(at * 7 + 3) % places.length];
      if (!place || !other) continue;
      if (how === 'take') delete place.holder[place.name];
      else if (how === 'add' && !Array.isArray(place.holder)) place.holder[name] = put;
      else if (how === 'swap')
        place.holder[place.name] = JSON.parse(JSON.stringify(other.holder[other.name]));
      else place.holder[place.name] = put;
    }
    return changed;
  });
};
