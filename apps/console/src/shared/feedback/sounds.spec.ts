import { loudnessOf, VOLUMES } from './sounds.js';

describe('the loudness of a tone', () => {
  it('follows the volume, and quiet silences it', () => {
    const loud = (volume: keyof typeof VOLUMES, isQuiet = false) =>
      loudnessOf('ok', 0.3, { volume, isQuiet });
    expect(loud('low')).toBeLessThan(loud('middle'));
    expect(loud('middle')).toBeLessThan(loud('high'));
    expect(loud('high', true)).toBe(0);
    expect(loudnessOf('warning', 0.9, { volume: 'high', isQuiet: false })).toBe(1);
  });

  it('of a stop is its own, whatever was set', () => {
    for (const volume of Object.keys(VOLUMES) as (keyof typeof VOLUMES)[])
      for (const isQuiet of [true, false]) expect(loudnessOf('stop', 0.5, { volume, isQuiet })).toBe(0.5);
  });
});
