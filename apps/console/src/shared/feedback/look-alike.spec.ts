import { differenceOf } from './look-alike.js';

describe('of two items that look alike', () => {
  it.each([
    ['マグカップ 白 350ml', 'マグカップ 黒 350ml', '白', '黒'],
    ['Tシャツ 青 M', 'Tシャツ 青 L', 'M', 'L'],
    ['Green tea 100 g', 'Green tea 200 g', '100', '200'],
    ['緑茶 ティーバッグ 20個', '緑茶 ティーバッグ 20個 徳用', '', '徳用'],
  ])('%s and %s: only what tells them apart is shown', (expected, scanned, left, right) => {
    expect(differenceOf(expected, scanned)).toEqual({ expected: left, scanned: right });
  });

  it.each([
    ['マグカップ 白', '南部鉄器 急須'],
    ['同じ名前', '同じ名前'],
    ['', 'なにか'],
  ])('%s and %s: nothing is cut out', (expected, scanned) => {
    expect(differenceOf(expected, scanned)).toBeUndefined();
  });
});
