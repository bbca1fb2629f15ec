/** The signs that open a screen by scanner, as cages do: `^L:STOCK-COUNT`. `GET /v1/shelf-labels.pdf` prints them. */
const STATIONS = {
  STOCK: '/stock',
  'STOCK-RECEIVE': '/stock/receive',
  'STOCK-COUNT': '/stock/count',
  'STOCK-ADJUST': '/stock/adjust',
  'STOCK-MEASURE': '/stock/measure',
  SETTINGS: '/settings',
  PRACTICE: '/practice',
  QUALITY: '/quality',
} as const;

export type Station = (typeof STATIONS)[keyof typeof STATIONS];

/** The screen that a shelf's code stands for; undefined: it is a shelf. */
export const stationOf = (shelf: string): Station | undefined =>
  (STATIONS as Readonly<Record<string, Station>>)[shelf.toUpperCase()];

/** The code on a cage: `^L:CAGE-YAMATO`. */
export const carrierOfCage = (shelf: string): string | undefined =>
  /^CAGE-([\w-]+)$/i.exec(shelf)?.[1]?.toLowerCase();
