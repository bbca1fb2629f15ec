import { stampDutyYen } from './stamp-duty.js';

it.each([
  [0, 0],
  [49_999, 0],
  [50_000, 200],
  [1_000_000, 200],
  [1_000_001, 400],
  [100_000_000, 20_000],
  [1_000_000_001, 200_000],
])('a receipt over ¥%i bears ¥%i of stamps', (amountYen, dutyYen) => {
  expect(stampDutyYen(amountYen)).toBe(dutyYen);
});
