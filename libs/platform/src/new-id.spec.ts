import { jest } from '@jest/globals';
import { validate, version } from 'uuid';
import { newId } from './new-id.js';

/** More than are drawn at once, and more than one millisecond makes. */
const MANY = 20_000;

describe('a new id', () => {
  const ids = Array.from({ length: MANY }, newId);

  it('is a UUID of version 7 with the time in it', () => {
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    const ms = Number.parseInt(ids.at(-1)!.replaceAll('-', '').slice(0, 12), 16);
    expect(Math.abs(ms - Date.now())).toBeLessThan(60_000);
  });

  it('is greater than every one before it', () => {
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(MANY);
  });

  it('shares no random part with another', () => {
    // 40 bits at the end: of so many, two in five thousand runs are alike.
    expect(new Set(ids.map((id) => id.slice(-10))).size).toBeGreaterThan(MANY - 5);
  });

  it('stays greater when the clock goes back', () => {
    const before = newId();
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
    expect(newId() > before).toBe(true);
    now.mockRestore();
  });
});
