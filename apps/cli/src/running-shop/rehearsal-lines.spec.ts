import { definitionOf, type EventData } from '@okuru/contracts';
import { rehearsalLines, type ShownRehearsal } from './rehearsal-lines.js';

const { plan } = definitionOf('rehearsal.answered')!.example as EventData<'rehearsal.answered'>;
const { lines } = definitionOf('rehearsal.stocked')!.example as EventData<'rehearsal.stocked'>;
const words = { ja: '在庫が足りません。', en: 'Stock is short.' };
const shown: ShownRehearsal = {
  reference: 'A-1',
  channel: 'web',
  stock: lines,
  parcels: plan!.parcels,
  totalYen: 1060,
  holds: [],
  obstacles: [],
  tables: plan!.tables,
};

describe('a rehearsal at the terminal', () => {
  it('shows stock, parcels with what the price is made of, and the tables', () => {
    expect(rehearsalLines(shown)).toEqual([
      'web A-1: rehearsed, nothing was ordered',
      '',
      'line  sku        units  in stock  waiting  cancelled',
      '1     MUG-WHITE  2      2         0        0',
      '',
      'parcel  package         carrier           class  arrives     goods          yen',
      '1       C60 60サイズ箱  yamato/takkyubin  60     2026-01-16  2 × MUG-WHITE  1,060 = package 50 + freight 970 + handling 40',
      '',
      'total: 1,060 yen',
      'tables: packages packages-9',
    ]);
  });

  it('shows what waits, what a person picks, the holds and what stands in the way', () => {
    const picked = {
      ...plan!.parcels[0]!,
      package: null,
      carrier: null,
      totalYen: null,
      waitsForStock: true,
    };
    const told = rehearsalLines({
      ...shown,
      parcels: [picked],
      totalYen: null,
      holds: [{ reason: 'remark-present', words }],
      obstacles: [{ code: 'waits-for-stock', skus: ['MUG-WHITE'], words }],
    }).join('\n');
    expect(told).toMatch(/1 \(waits\) +a person picks it +- /);
    expect(told).toContain('total: not known yet');
    expect(told).toContain('held, remark-present: Stock is short. 在庫が足りません。');
    expect(told).toContain('! waits-for-stock (MUG-WHITE): Stock is short. 在庫が足りません。');
  });
});
