/** The packing slip with the parcel's code on it, in a page of its own from which the browser prints. */
export const printSlip = (parcelId: string): void =>
  void window.open(`/v1/parcels/${parcelId}/packing-slip.pdf`, '_blank', 'noopener');
