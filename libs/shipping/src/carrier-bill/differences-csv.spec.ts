import { parse } from 'csv-parse/sync';
import { differencesCsv, type Difference } from './differences-csv.js';

const difference = (over: Partial<Difference>): Difference => ({
  ...{
    trackingNumber: '100000000004',
    orderReference: 'A-1',
    cause: 'bulge',
    plannedClass: '60',
    billedClass: '80',
  },
  ...{ plannedYen: 600, billedYen: 700, differenceYen: 100, billedOn: '2026-11-05', sku: null },
  parts: [{ cause: 'bulge', yen: 100 }],
  ...over,
});
const cells = (over: Partial<Difference>): Record<string, string> =>
  (parse(differencesCsv([difference(over)]), { bom: true, columns: true }) as Record<string, string>[])[0]!;

describe('the differences as CSV', () => {
  it('has a header and one row per difference, numbers as numbers', () => {
    expect(cells({ differenceYen: -100, orderReference: null })).toMatchObject({
      ...{
        tracking_number: '100000000004',
        order: '',
        planned_yen: '600',
        difference_yen: '-100',
        cause: 'bulge',
      },
      parts: 'bulge 100',
    });
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1'])(
    'runs nothing that a storefront wrote: %j',
    (orderReference) => {
      expect(cells({ orderReference })['order']).toBe(`'${orderReference}`);
    },
  );

  it('keeps commas, quotes and line breaks inside their cell', () => {
    expect(cells({ orderReference: 'a,"b"\nc' })['order']).toBe('a,"b"\nc');
  });
});
