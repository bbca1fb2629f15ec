import { sealedContents } from './sealed.js';

describe.each(Object.entries(sealedContents))(
  'the contents of a sealed %s',
  (_field, { schema, example }) => {
    it('their example passes', () => {
      expect(schema.parse(example)).toEqual(example);
    });

    it('a field of a later version breaks no reader', () => {
      expect(schema.parse({ ...example, loyalty: 'gold' })).toEqual(example);
    });

    it('a field of another type is no such contents', () => {
      expect(schema.safeParse({ ...example, name: 13 }).success).toBe(false);
    });
  },
);
