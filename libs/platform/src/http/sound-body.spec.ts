import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import * as fc from 'fast-check';
import { bothAnswers, spoilt } from '../testing/both-answers.js';
import { HotBody, soundBody } from './sound-body.js';

const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);

class Base {
  @IsString() @Length(1, 8) id!: string;
}
class Part {
  @IsString() name!: string;
  @IsOptional() @IsInt() @Min(1) @Max(9) count?: number | null;
}
@HotBody()
class Whole extends Base {
  @IsObject() @ValidateNested() @Type(() => Part) part!: Part;
  @IsOptional() @IsArray() @ArrayMaxSize(3) @ValidateNested({ each: true }) @Type(() => Part) parts?: Part[];
  @ValidateIf(({ id }: Whole) => id === 'x') @IsInt() onlyOfX?: number;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => Part) either?: Part | null;
  @IsOptional() loose?: unknown;
}
class Cool extends Base {}
@HotBody()
class Unknown {
  @IsString({ each: true }) names!: string[];
}

const WHOLE = {
  id: 'a',
  part: { name: 'p', count: 2 },
  parts: [{ name: 'q' }, { name: 'r', count: null }],
  either: null,
  loose: { any: ['thing'] },
};

const expectSame = async (body: unknown): Promise<boolean> => {
  const { hot, cold, atOnce } = await bothAnswers(Whole, body);
  expect(hot).toEqual(cold);
  return atOnce;
};

describe('a body of a hot class', () => {
  it('is made without class-validator when it is sound, parts as parts', async () => {
    expect(await expectSame(WHOLE)).toBe(true);
    const made = soundBody(Whole, WHOLE) as Whole;
    expect([made, made.part, ...made.parts!].map((each) => each.constructor)).toEqual([
      Whole,
      Part,
      Part,
      Part,
    ]);
    expect(await expectSame({ id: 'x', part: { name: 'p' }, onlyOfX: 1 })).toBe(true);
  });

  it.each<[string, object]>([
    ['a name that is not known', { colour: 'red' }],
    ['a name that objects inherit', { toString: 'x' }],
    ['such a name deep in what is not known', { loose: [{ a: { valueOf: 1 } }] }],
    ['a check that fails', { id: 'far too long' }],
    ['a check that a condition asks for', { id: 'x' }],
    ['a part that is not sound', { part: { name: 'p', count: 10 } }],
    ['a part that is null', { part: null }],
    ['a part that is text', { part: 'p' }],
    ['a list in a list of parts', { parts: [[]] }],
    ['nothing in a list of parts', { parts: [null] }],
    ['text in a list of parts', { parts: ['p'] }],
    ['too many parts', { parts: Array.from({ length: 4 }, () => ({ name: 'p' })) }],
  ])('with %s is answered by class-validator', async (_what, change) => {
    expect(await expectSame({ ...WHOLE, ...change })).toBe(false);
  });

  it('is answered the same whatever stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(spoilt(WHOLE), async (body) => void (await expectSame(body))),
      { numRuns: 500, seed: SEED },
    );
  });

  it.each([null, undefined, 'text', 1, [], [WHOLE], new Date(0)])('that is %p is no sound one', (body) => {
    expect(soundBody(Whole, body)).toBeUndefined();
  });
});

it('a class that is not hot, or asks for more than is known here, is left to class-validator', () => {
  expect(soundBody(Cool, { id: 'a' })).toBeUndefined();
  expect(soundBody(Unknown, { names: ['a'] })).toBeUndefined();
  expect(soundBody(undefined, {})).toBeUndefined();
});
