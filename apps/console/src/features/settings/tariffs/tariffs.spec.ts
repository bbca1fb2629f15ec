import { priceGrid } from './price-grid.js';
import { areaOf, filledAreaOf, NO_AREA } from './remote-areas.js';
import { textOf } from './table-file.js';

describe('a carrier’s file', () => {
  it('is read as UTF-8, with a mark or without, or as Excel writes it in Japan', () => {
    const utf8 = new TextEncoder().encode('\uFEFF北海道,1');
    expect([textOf(utf8), textOf(utf8.subarray(3))]).toEqual(['北海道,1', '北海道,1']);
    // 北海道 in CP932, and ① which only Microsoft's table has.
    expect(textOf(Uint8Array.of(0x96, 0x6b, 0x8a, 0x43, 0x93, 0xb9, 0x87, 0x40))).toBe('北海道①');
    expect(textOf(Uint8Array.of(0xff, 0xfe, 0xff))).toBeUndefined();
  });
});

describe('the prices of a tariff', () => {
  it('stand by size, the nearest zone first, with a gap where nothing is offered', () => {
    const priceYen = { far: { '100': 1500, '60': 1200 }, near: { '60': 800, '100': 1100, compact: 600 } };
    expect(priceGrid({ priceYen })).toEqual({
      classes: ['compact', '60', '100'],
      rows: [
        { zone: 'near', yen: [600, 800, 1100] },
        { zone: 'far', yen: [undefined, 1200, 1500] },
      ],
    });
  });
});

describe('a remote area', () => {
  it('comes back as it was, and postal codes are taken as people write them', () => {
    const area = { code: 'a', names: { ja: '島', en: 'Isle' }, postalCodes: ['10021'], yen: 5, extraDays: 2 };
    expect(areaOf(filledAreaOf(area))).toEqual(area);
    expect(areaOf(filledAreaOf({ ...area, served: false }))).toEqual({ ...area, served: false });
    const filled = { ...NO_AREA, postalCodes: '100-2101、９０７\n9071751', yen: '千円' };
    expect(areaOf(filled)).toMatchObject({ postalCodes: ['1002101', '907', '9071751'], yen: '千円' });
    expect(areaOf(filled)).not.toHaveProperty('extraDays');
  });
});
