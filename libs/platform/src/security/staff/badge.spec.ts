import { hashOfBadge, newBadge } from './badge.js';

describe('a badge', () => {
  it('is 130 random bits in letters that any scanner reads', () => {
    const badges = Array.from({ length: 200 }, () => newBadge().badge);
    expect(new Set(badges).size).toBe(200);
    for (const badge of badges) expect(badge).toMatch(/^\^B:[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(new Set(badges.flatMap((badge) => [...badge.slice(3)])).size).toBe(32);
  });

  it('is the same without its prefix, in small letters and with the spaces of a scanner', () => {
    const { badge, badgeHash } = newBadge();
    for (const scanned of [badge, badge.slice(3), badge.toLowerCase(), ` ${badge}\r`])
      expect(hashOfBadge(scanned)).toEqual(badgeHash);
    const other = badge.endsWith('0') ? '1' : '0';
    expect(hashOfBadge(badge.slice(0, -1) + other)).not.toEqual(badgeHash);
  });

  it('is nothing else that a scanner reads', () => {
    const { badge } = newBadge();
    for (const scanned of [
      '',
      '^B:',
      '4901234567894',
      badge.slice(0, -1),
      `${badge}0`,
      `^P:${badge.slice(3)}`,
      `^B:${badge}`,
    ])
      expect(hashOfBadge(scanned)).toBeUndefined();
  });
});
