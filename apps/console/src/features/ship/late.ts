import type { Call } from '../../shared/http.js';

/** A parcel as `GET /v1/late-parcels` shows it. */
export interface LateParcel {
  readonly parcelId: string;
  readonly orderId: string;
  readonly reference: string;
  readonly status: 'planned' | 'packing' | 'closed';
  readonly leavesOn: string;
  readonly expectedOn: string | null;
  readonly promisedOn: string | null;
  readonly missesPromisedDay: boolean;
}

export interface LetterPreview {
  readonly language: 'ja' | 'en';
  readonly letters: number;
  readonly subject: string;
  readonly text: string;
}

/** What would be moved, and what the buyers would read. */
export interface Late {
  readonly parcels: readonly LateParcel[];
  readonly letters: number;
  readonly previews: readonly LetterPreview[];
}

export interface Moved {
  readonly moved: readonly { readonly parcelId: string }[];
  readonly left: readonly string[];
}

interface Asked {
  readonly carrier: string;
  /** The carrier has been here before its cut-off. */
  readonly came: boolean;
}

/** Shipping says which parcels are late and what their orders would hear; notification what of that becomes a letter. */
export const lateOf = async (call: Call, { carrier, came }: Asked): Promise<Late> => {
  const query = `carrier=${encodeURIComponent(carrier)}${came ? '&came=true' : ''}`;
  const { parcels, delays } = await call<{ parcels: LateParcel[]; delays: object[] }>(
    'GET',
    `/v1/late-parcels?${query}`,
  );
  if (delays.length === 0) return { parcels, letters: 0, previews: [] };
  const { orderIds, previews } = await call<{ orderIds: string[]; previews: LetterPreview[] }>(
    'POST',
    '/v1/letters/preview',
    { delays },
  );
  return { parcels, letters: orderIds.length, previews };
};

/** The parcels that were looked at, and no others. */
export const moveLate = (
  call: Call,
  { carrier, came }: Asked,
  { parcels }: Late,
  opId: string,
): Promise<Moved> =>
  call<Moved>('POST', '/v1/late-parcels/move', {
    ...{ opId, carrier, came },
    parcelIds: parcels.map(({ parcelId }) => parcelId),
  });

/** The sign that opens a carrier's late parcels, `^L:LATE-YAMATO`, or says that it came: `^L:CAME-YAMATO`. */
export const lateSignOf = (shelf: string): Asked | undefined => {
  const [, what, carrier] = /^(LATE|CAME)-([\w-]+)$/i.exec(shelf) ?? [];
  return what && carrier
    ? { carrier: carrier.toLowerCase(), came: what.toUpperCase() === 'CAME' }
    : undefined;
};
