import { LagAges } from './lag-ages.js';

const at = (nextOffset: number, endOffset: number, partition = 0) => ({
  topic: 'okuru.order',
  partition,
  nextOffset,
  endOffset,
  begun: true,
});

describe('the age of what a group has not heard', () => {
  it('is told of a group that never began as of any other', () => {
    const ages = new LagAges();
    const never = { ...at(0, 3), begun: false };
    expect(ages.note([never], 0)).toEqual([{ topic: 'okuru.order', unheard: 3, ageSeconds: 0 }]);
    expect(ages.note([never], 90_000)).toEqual([{ topic: 'okuru.order', unheard: 3, ageSeconds: 90 }]);
  });

  it('counts from the look that first saw the oldest unheard record', () => {
    const ages = new LagAges();
    expect(ages.note([at(5, 5)], 0)).toEqual([{ topic: 'okuru.order', unheard: 0, ageSeconds: 0 }]);
    expect(ages.note([at(5, 7)], 5_000)).toEqual([{ topic: 'okuru.order', unheard: 2, ageSeconds: 0 }]);
    expect(ages.note([at(5, 9)], 10_000)).toEqual([{ topic: 'okuru.order', unheard: 4, ageSeconds: 5 }]);
    // Records 5 and 6 are heard; the oldest left is 7, first seen at ten seconds.
    expect(ages.note([at(7, 9)], 20_000)).toEqual([{ topic: 'okuru.order', unheard: 2, ageSeconds: 10 }]);
    expect(ages.note([at(9, 9)], 25_000)).toEqual([{ topic: 'okuru.order', unheard: 0, ageSeconds: 0 }]);
    expect(ages.note([at(9, 10)], 60_000)).toEqual([{ topic: 'okuru.order', unheard: 1, ageSeconds: 0 }]);
  });

  it('tells of a topic its oldest partition and the sum of all', () => {
    const ages = new LagAges();
    ages.note([at(0, 1, 0), at(0, 0, 1)], 0);
    expect(ages.note([at(0, 1, 0), at(0, 3, 1)], 8_000)).toEqual([
      { topic: 'okuru.order', unheard: 4, ageSeconds: 8 },
    ]);
  });

  it('stays right and bounded while a group stands still and the log grows', () => {
    const ages = new LagAges();
    for (let look = 0; look < 5_000; look += 1) ages.note([at(0, look + 1)], look * 5_000);
    expect(ages.note([at(0, 5_000)], 25_000_000)).toEqual([
      { topic: 'okuru.order', unheard: 5_000, ageSeconds: 25_000 },
    ]);
  });

  it('begins anew with a topic that was made anew', () => {
    const ages = new LagAges();
    ages.note([at(0, 9)], 0);
    expect(ages.note([at(0, 2)], 50_000)).toEqual([{ topic: 'okuru.order', unheard: 2, ageSeconds: 0 }]);
  });
});
