import { prefectureOf, REGIONS } from '../prefectures.js';
import { distanceKm, type Place } from '../distance.js';

/** Kilometres between two zones, from the middle of the regions of their prefectures (JIS codes). */
export const zoneDistanceKm = (a: readonly number[], b: readonly number[]): number =>
  distanceKm(middleOf(a), middleOf(b));

const middleOf = (prefectures: readonly number[]): Place => {
  const places = prefectures.map((code) => REGIONS[prefectureOf(code)!.region]);
  const mean = (of: (place: Place) => number): number =>
    places.reduce((sum, place) => sum + of(place), 0) / places.length;
  return { latitude: mean(({ latitude }) => latitude), longitude: mean(({ longitude }) => longitude) };
};
