/** Under the keys of `lots.ja.ts`. */
const places = {
  'lot-expired': { expected: 'Lot to take', scanned: 'Lot scanned' },
  'lot-expires-soon': { expected: 'Lot to take', scanned: 'Lot scanned' },
  'lot-unknown': { expected: 'Lot to take', scanned: 'Lot scanned' },
  'lot-later': { expected: 'Lot to take', scanned: 'Lot scanned' },
};

export const lotsEn = {
  lots: {
    take: 'Lot to take',
    one: 'lot {{lot}} expires {{expiresOn}} × {{count}}',
    none: 'No lot may be given: scan a GS1 code, or record it as short.',
    notGiven: 'Lots not to take',
    expired: 'expired',
    'expires-soon': 'expires soon',
    another: 'Recorded as another lot, {{lot}} (expires {{expiresOn}}): {{name}} → no. {{slot}}',
    title: 'Lots',
    sooner: 'Expired or soon to expire (within {{days}} days)',
    daysLeft: '{{count}} days left',
    noLots: 'There are no lots.',
    lot: 'Lot',
    expiresOn: 'Expires on (such as 2026-12-31)',
    name: 'Scan its GS1 code, or type the lot and its day of expiry.',
    nameFirst: 'Give the lot and its day of expiry first.',
    otherLot: 'Another lot: confirm this one first.',
    controlled: 'Kept by lot and day of expiry',
    kept: '{{name}}: how it is kept was changed',
  },
  stop: {
    places,
    reasons: {
      'lot-expired': 'This lot has expired. Do not send it: put it aside.',
      'lot-expires-soon': 'This lot expires too soon to be sent. Put it aside.',
      'lot-unknown': 'This lot is not known, and neither is its day of expiry.',
      'lot-later': 'Another lot expires sooner and goes first. If it is not there, scan this lot once more.',
    },
  },
  stock: {
    refusals: {
      'wrong-lots': 'The lot or its day is not as it is known. Look at the goods.',
      'lot-holds-fewer': 'The lot holds fewer units than that. Count again.',
      'item-is-stocked': 'Units are on hand: it can be changed once there are none.',
    },
  },
} as const;
