import type { ParcelStatus } from './parcel-states.js';

/**
 * Pieces of SQL by which the parcels of a status are found. Their indexes know the moments at which a parcel ends and not its
 * status: a step of the packing table so touches no index, and PostgreSQL may write the row beside itself.
 */

/** Of a parcel by its name in the statement: it is here, planned, packing or closed. */
export const isHere = (parcel: string): string =>
  `${parcel}.dispatched_at IS NULL AND ${parcel}.voided_at IS NULL`;

/** Parcels `p` of a status. */
export const OF_STATUS: Readonly<Record<ParcelStatus, string>> = {
  planned: `p.status = 'planned' AND ${isHere('p')}`,
  packing: `p.status = 'packing' AND ${isHere('p')}`,
  closed: `p.status = 'closed' AND ${isHere('p')}`,
  dispatched: 'p.dispatched_at IS NOT NULL AND p.delivered_at IS NULL',
  delivered: 'p.delivered_at IS NOT NULL',
  voided: 'p.voided_at IS NOT NULL',
};
