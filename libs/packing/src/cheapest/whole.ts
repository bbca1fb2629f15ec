import type { PackageKind, PackageRefusal } from '../types.js';
import type { Shape } from '../shape.js';
import type { Candidate } from './candidate.js';
import type { WholeAnswer } from './cheapest-packing.js';
import { ALL } from './goods-sets.js';
import type { ParcelTable } from './parcel-table.js';
import { plainRefusalOf } from './refusal.js';
import { byYen, pricedPackingOf, type Way } from './way.js';

/** The cheapest way found for one package of this kind to take all the goods; its rooms are tried from the cheapest on. */
export const wholeWay = (
  kind: PackageKind,
  candidates: readonly Candidate[],
  table: ParcelTable,
): Way | undefined => {
  const own = candidates.filter((candidate) => candidate.kind === kind);
  const open = own.filter((candidate) => !table.known(ALL, candidate));
  table.refuseTogether(ALL, open);
  const rooms = open
    .map((candidate) => ({ candidate, yen: table.yenOf(ALL, candidate) }))
    .sort((a, b) => (a.yen === b.yen ? a.candidate.index - b.candidate.index : a.yen - b.yen));
  for (const { candidate, yen } of rooms) {
    if (table.known(ALL, candidate)) continue;
    const parcel = table.place(ALL, candidate);
    if (parcel) return { parcels: [parcel], yen };
  }
  return undefined;
};

/** How the package takes all the goods alone at the least price known, or why it does not. */
export const wholeAnswer = (
  kind: PackageKind,
  rooms: readonly Candidate[],
  shapes: readonly Shape[],
  table: ParcelTable,
): WholeAnswer => {
  const counts = shapes.map(({ quantity }) => quantity);
  const ways: Way[] = [];
  const refusals: Omit<PackageRefusal, 'packageCode'>[] = [];
  for (const candidate of rooms) {
    const plain = plainRefusalOf(shapes, counts, candidate);
    const fit = table.known(ALL, candidate);
    if (plain) refusals.push(plain);
    else if (fit?.is === 'found')
      ways.push({ parcels: [{ candidate, blocks: fit.blocks }], yen: table.yenOf(ALL, candidate) });
    else refusals.push({ reason: fit?.is === 'impossible' ? fit.is : 'search-budget-spent' });
  }
  const [best] = ways.sort(byYen);
  if (best) {
    const { yen, packages } = pricedPackingOf(best, shapes);
    return { packageCode: kind.code, packed: packages[0]!, yen: yen === Infinity ? null : yen };
  }
  if (kind.stock === 0) return { packageCode: kind.code, reason: 'none-left' };
  const named = REASONS.flatMap((reason) => refusals.filter((refusal) => refusal.reason === reason));
  return { packageCode: kind.code, ...(named[0] ?? { reason: 'does-not-fit' }) };
};

/** Of several rooms of one package, the reason that came nearest to taking the goods is told. */
const REASONS: readonly PackageRefusal['reason'][] = [
  'goods-not-allowed',
  'not-its-own-box',
  'too-heavy',
  'search-budget-spent',
  'impossible',
  'too-small',
  'does-not-fit',
];
