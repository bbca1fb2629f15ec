import { z } from 'zod';
import { environment } from './environment.js';

/** What a shop that is given nothing would ask for. */
const askedFor = (schema: z.ZodType): string[] =>
  (schema.safeParse({}).error?.issues ?? []).map(({ path }) => String(path[0]));

describe('the environment', () => {
  it('asks for nothing', () => expect(askedFor(environment)).toEqual([]));

  it('is seen to ask when a variable without a default is planted', () =>
    expect(askedFor(environment.extend({ SHOP_LICENCE: z.string() }))).toEqual(['SHOP_LICENCE']));
});
