import { remoteAreaOf, remotePlaceOf } from './remote-area.js';
import { sampleTariffs } from './sample/sample-tariffs.js';
import type { DeliveryDemand } from './types.js';

const tariffs = sampleTariffs(13);
const to = (postalCode: string): DeliveryDemand => ({
  ...{ prefecture: 13, postalCode, mode: 'any', cashOnDelivery: false, shipOn: '2026-11-02' },
});

describe('the remote place of a postal code', () => {
  it.each([
    ['大島町', '100-0101', '10001'],
    ['小笠原村', '1002101', '1002'],
    ['千代田区', '100-0001', undefined],
    ['佐渡市', '952-0011', '952'],
  ])('%s', (_town, postalCode, place) => expect(remotePlaceOf(tariffs, postalCode)).toBe(place));

  it('prices like the whole code', () => {
    for (const code of ['1000101', '1002101', '9520011', '8170001', '9060001', '1000001', '5300001']) {
      const place = remotePlaceOf(tariffs, code);
      for (const tariff of tariffs)
        expect(place && remoteAreaOf(tariff, to(place))).toBe(remoteAreaOf(tariff, to(code)));
    }
  });

  it('is as long as the most exact of the lists needs', () => {
    const [tariff] = tariffs;
    const exact = { code: 'one-town', names: { ja: '町', en: 'Town' }, postalCodes: ['9520011'], yen: 900 };
    const own = { ...tariff!, remoteAreas: [{ ...tariff!.remoteAreas![0]!, ...exact }] };
    expect(remotePlaceOf([...tariffs, own], '952-0011')).toBe('9520011');
  });
});
