import type { Filling, Room } from '../fill-package.js';
import { packOne, type Search } from '../pack-one.js';
import type { PackageKind } from '../types.js';
import { ONE_WORK_MAX } from '../pack-items.js';

/** Whether a set of goods shares one room: a filling, a proof that none exists, or the end of the budget. */
export type Fit =
  | { readonly is: 'found'; readonly filling: Filling }
  | { readonly is: 'impossible' }
  | { readonly is: 'spent' };

/** Looks for a way to put all the units into the room. */
export const fitTogether = (
  search: Search,
  counts: readonly number[],
  kind: PackageKind,
  _room: Room,
): Fit => {
  const parcel = packOne(search, counts, kind, search.attemptsMax, search.work.done + ONE_WORK_MAX);
  return parcel ? { is: 'found', filling: parcel.filling } : { is: 'spent' };
};
