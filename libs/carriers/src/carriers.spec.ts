import { CARRIERS } from './carriers.js';
import { CARRIER_SERVICES } from './services/index.js';

describe('carriers', () => {
  it('are those whose services we know, no more and no fewer', () =>
    expect(Object.keys(CARRIERS).sort()).toEqual(
      [...new Set(CARRIER_SERVICES.map(({ carrier }) => carrier))].sort(),
    ));

  it.each(Object.entries(CARRIERS))(
    '%s has a name in both languages and a page that a number completes',
    (_carrier, { names, trackingPage }) => {
      expect(names.ja).toMatch(/\p{Script=Han}|\p{Script=Katakana}/u);
      expect(names.en).toMatch(/^[\x20-\x7e]+$/);
      expect(trackingPage).toMatch(/^https:\/\/.+=$/);
      expect(new URL(`${trackingPage}100000000004`).search).toMatch(/=100000000004$/);
    },
  );
});
