import fc from 'fast-check';
import {
  allocatable,
  allocate,
  type Allocation,
  type Grant,
  type NewLine,
  type OpenLine,
  type StockLevel,
} from './allocate.js';

const line = (change: Partial<NewLine> = {}): NewLine => ({
  orderId: 'o1',
  lineId: '1',
  sku: 'MUG',
  quantity: 1,
  placedAt: 0,
  position: 0,
  whenShort: 'wait',
  ...change,
});
const level = (free: number, safety = 0, sku = 'MUG'): StockLevel => ({ sku, free, safety });
const told = (grants: readonly Grant[]) =>
  grants.map(({ line: { orderId, lineId }, granted, waiting, cancelled }) => [
    orderId,
    lineId,
    granted,
    waiting,
    cancelled,
  ]);

describe('allocate', () => {
  it('gives the earlier order its units, whatever the order of the batch', () => {
    const early = line({ orderId: 'z', placedAt: 1 });
    const late = line({ orderId: 'a', placedAt: 2 });
    expect(told(allocate([late, early], [level(1)], []).fresh)).toEqual([
      ['z', '1', 1, 0, 0],
      ['a', '1', 0, 1, 0],
    ]);
  });

  it('decides orders of one instant by their id', () => {
    const { fresh } = allocate([line({ orderId: 'b' }), line({ orderId: 'a' })], [level(1)], []);
    expect(told(fresh)).toEqual([
      ['a', '1', 1, 0, 0],
      ['b', '1', 0, 1, 0],
    ]);
  });

  it('serves several lines of one sku in one order by their place', () => {
    const lines = [line({ lineId: '2', position: 1, quantity: 3 }), line({ lineId: '1', quantity: 2 })];
    expect(told(allocate(lines, [level(4)], []).fresh)).toEqual([
      ['o1', '1', 2, 0, 0],
      ['o1', '2', 2, 1, 0],
    ]);
  });

  it('gives up whole sets where a part is short, and leaves their other parts to whoever comes next', () => {
    const set = { lineId: '1', quantity: 3 };
    const lines = [
      line({ lineId: '1.1', sku: 'MUG', quantity: 6, whenShort: 'cancel', set }),
      line({ lineId: '1.2', sku: 'TEA', quantity: 3, position: 1, whenShort: 'cancel', set }),
      line({ lineId: '2', sku: 'MUG', quantity: 3, position: 2, whenShort: 'cancel' }),
    ];
    const levels = [level(6), level(1, 0, 'TEA')];
    expect(told(allocate(lines, levels, []).fresh)).toEqual([
      ['o1', '1.1', 2, 0, 4],
      ['o1', '1.2', 1, 0, 2],
      ['o1', '2', 3, 0, 0],
    ]);
  });

  it('counts a part of a set on all of its lines, and lets other orders wait for the rest of a set', () => {
    const set = { lineId: '1', quantity: 2 };
    const lines = (whenShort: 'cancel' | 'wait') => [
      line({ lineId: '1.1', quantity: 2, whenShort, set }),
      line({ lineId: '1.2', quantity: 4, position: 1, whenShort, set }),
    ];
    expect(told(allocate(lines('cancel'), [level(5)], []).fresh)).toEqual([
      ['o1', '1.1', 1, 0, 1],
      ['o1', '1.2', 2, 0, 2],
    ]);
    expect(told(allocate(lines('wait'), [level(5)], []).fresh)).toEqual([
      ['o1', '1.1', 2, 0, 0],
      ['o1', '1.2', 3, 1, 0],
    ]);
  });

  it('gives up what is short when the order says so', () => {
    const { fresh } = allocate([line({ quantity: 5, whenShort: 'cancel' })], [level(2)], []);
    expect(told(fresh)).toEqual([['o1', '1', 2, 0, 3]]);
  });

  it('keeps safety stock back', () => {
    expect(told(allocate([line({ quantity: 5 })], [level(5, 3)], []).fresh)).toEqual([['o1', '1', 2, 3, 0]]);
    expect(told(allocate([line()], [level(2, 3)], []).fresh)).toEqual([['o1', '1', 0, 1, 0]]);
  });

  it('gives the queue its units before any new line, even one placed earlier', () => {
    const waiting: OpenLine = { orderId: 'q', lineId: '1', sku: 'MUG', quantity: 3 };
    const { queued, fresh } = allocate([line({ placedAt: -1 })], [level(2)], [waiting]);
    expect(told(queued)).toEqual([['q', '1', 2, 1, 0]]);
    expect(told(fresh)).toEqual([['o1', '1', 0, 1, 0]]);
  });

  it('treats an unknown sku as one with nothing', () => {
    expect(told(allocate([line({ sku: 'GHOST' })], [level(9)], []).fresh)).toEqual([['o1', '1', 0, 1, 0]]);
  });
});

describe('the laws of allocate', () => {
  const skus = ['A', 'B', 'C', 'GHOST'];
  const anyLine = fc.record({
    orderId: fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5'),
    lineId: fc.string({ minLength: 1, maxLength: 3 }),
    sku: fc.constantFrom(...skus),
    quantity: fc.integer({ min: 1, max: 12 }),
  });
  // An order has one time and one policy for all of its lines; they follow from its id here.
  const anyNewLines = fc
    .tuple(
      fc.array(anyLine, { maxLength: 30 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }),
    )
    .map(([lines, times]) =>
      lines.map((open, position): NewLine => {
        const order = Number(open.orderId.slice(1));
        return {
          ...open,
          position,
          placedAt: times[order - 1] ?? 0,
          whenShort: order % 2 ? 'wait' : 'cancel',
        };
      }),
    );
  const anyQueue = fc.array(anyLine, { maxLength: 10 });
  const anyStock = fc
    .tuple(
      ...['A', 'B', 'C'].map((sku) =>
        fc.record({ sku: fc.constant(sku), free: fc.nat(40), safety: fc.nat(8) }),
      ),
    )
    .map((levels) => levels as StockLevel[]);
  const law = (
    check: (allocation: Allocation, lines: NewLine[], stock: StockLevel[], queue: OpenLine[]) => void,
  ) =>
    fc.assert(
      fc.property(anyNewLines, anyStock, anyQueue, (lines, stock, queue) =>
        check(allocate(lines, stock, queue), lines, stock, queue),
      ),
      { numRuns: 500 },
    );
  const inOrderServed = ({ queued, fresh }: Allocation): readonly Grant[] => [...queued, ...fresh];
  const grantedOf = (grants: readonly Grant[], sku: string) =>
    grants.filter((grant) => grant.line.sku === sku).reduce((sum, grant) => sum + grant.granted, 0);

  it('never oversells', () =>
    law((allocation, _lines, stock) => {
      for (const sku of skus) {
        const there = stock.find((each) => each.sku === sku);
        expect(grantedOf(inOrderServed(allocation), sku)).toBeLessThanOrEqual(there ? allocatable(there) : 0);
      }
    }));

  it('gives whole sets where what is short is given up, and as many as there are', () => {
    const perSet = fc.uniqueArray(
      fc.record({ sku: fc.constantFrom(...skus), units: fc.integer({ min: 1, max: 5 }) }),
      { minLength: 1, selector: ({ sku }) => sku },
    );
    fc.assert(
      fc.property(
        perSet,
        fc.integer({ min: 1, max: 9 }),
        anyStock,
        anyNewLines,
        (parts, quantity, stock, others) => {
          const set = { lineId: 'set', quantity };
          const lines = parts.map(({ sku, units }, position) =>
            line({
              ...{ orderId: 'sets', lineId: `set.${position}`, sku, position, set },
              ...{ quantity: units * quantity, placedAt: -1, whenShort: 'cancel' },
            }),
          );
          const { fresh } = allocate([...others, ...lines], stock, []);
          const granted = fresh
            .filter(({ line: { orderId } }) => orderId === 'sets')
            .map((grant) => grant.granted);
          const there = (sku: string) => {
            const level = stock.find((each) => each.sku === sku);
            return level ? allocatable(level) : 0;
          };
          const sets = Math.min(quantity, ...parts.map(({ sku, units }) => Math.floor(there(sku) / units)));
          expect(granted).toEqual(parts.map(({ units }) => units * sets));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('loses and invents no unit', () =>
    law((allocation, lines, _stock, queue) => {
      expect(allocation.fresh).toHaveLength(lines.length);
      expect(allocation.queued.map((grant) => grant.line)).toEqual(queue);
      for (const {
        line: { quantity },
        granted,
        waiting,
        cancelled,
      } of inOrderServed(allocation)) {
        expect(granted + waiting + cancelled).toBe(quantity);
        expect(Math.min(granted, waiting, cancelled)).toBeGreaterThanOrEqual(0);
      }
      expect(allocation.queued.every((grant) => grant.cancelled === 0)).toBe(true);
    }));

  it('lets nobody overtake, and leaves nothing while somebody is short', () =>
    law((allocation, _lines, stock) => {
      for (const sku of skus) {
        const served = inOrderServed(allocation).filter((grant) => grant.line.sku === sku);
        const firstShort = served.findIndex((grant) => grant.granted < grant.line.quantity);
        if (firstShort < 0) continue;
        for (const behind of served.slice(firstShort + 1)) expect(behind.granted).toBe(0);
        const there = stock.find((each) => each.sku === sku);
        expect(grantedOf(served, sku)).toBe(there ? allocatable(there) : 0);
      }
    }));

  it('serves new lines by time, then order, then place', () =>
    law(({ fresh }) => {
      fresh.slice(1).forEach(({ line: after }, index) => {
        const before = fresh[index]?.line as NewLine;
        const place = (each: NewLine) => [each.placedAt, Number(each.orderId.slice(1)), each.position];
        expect(comesBefore(place(before), place(after))).toBe(true);
      });
    }));

  it('does not depend on how the batch was mixed', () =>
    law((allocation, lines, stock, queue) => {
      expect(allocate([...lines].reverse(), stock, queue)).toEqual(allocation);
    }));

  it('gives one batch what it would give its orders one after the other', () =>
    law((allocation, _lines, stock, queue) => {
      let levels = stock;
      let waiting = queue;
      const oneByOne: Grant<NewLine>[] = [];
      for (const { line: next } of allocation.fresh) {
        const step = allocate([next], levels, waiting);
        oneByOne.push(...step.fresh);
        waiting = step.queued
          .filter((grant) => grant.waiting > 0)
          .map((grant) => ({ ...grant.line, quantity: grant.waiting }));
        levels = levels.map((each) => ({
          ...each,
          free: each.free - grantedOf([...step.queued, ...step.fresh], each.sku),
        }));
      }
      expect(oneByOne).toEqual(allocation.fresh);
    }));

  const comesBefore = (a: number[], b: number[]): boolean => {
    const first = a.findIndex((part, index) => part !== b[index]);
    return first < 0 || (a[first] ?? 0) < (b[first] ?? 0);
  };
});
