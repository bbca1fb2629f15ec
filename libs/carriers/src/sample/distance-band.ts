import { distanceKm } from '../distance.js';
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
  const km = distanceKm(REGIONS[from], REGIONS[to]);
  return BANDS.find(({ kmMax }) => km <= kmMax)!.name;
};
