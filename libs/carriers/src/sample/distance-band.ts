import { REGIONS, type Region } from '../prefectures.js';

/** Distance bands of the sample tariff, nearest first; `kmMax` is the great-circle distance between the regions' cities. */
export const BANDS = [
  { name: 'same-region', kmMax: 0 },
  { name: 'near', kmMax: 350 },
  { name: 'middle', kmMax: 600 },
  { name: 'far', kmMax: 900 },
  { name: 'very-far', kmMax: 1_250 },
  { name: 'farthest', kmMax: Infinity },
] as const;

export type BandName = (typeof BANDS)[number]['name'];

/** The band between two regions; the same in both directions. */
export const bandBetween = (from: Region, to: Region): BandName => {
  const km = distanceKm(from, to);
  return BANDS.find(({ kmMax }) => km <= kmMax)!.name;
};

const EARTH_RADIUS_KM = 6_371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance by the haversine formula. */
const distanceKm = (from: Region, to: Region): number => {
  const [a, b] = [REGIONS[from], REGIONS[to]];
  const halfLatitude = Math.sin(radians(b.latitude - a.latitude) / 2);
  const halfLongitude = Math.sin(radians(b.longitude - a.longitude) / 2);
  const h =
    halfLatitude ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * halfLongitude ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h));
};
