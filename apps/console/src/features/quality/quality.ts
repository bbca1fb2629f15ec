import type { Call } from '../../shared/http.js';

interface Rated {
  readonly stops: number;
  readonly per10000Scans: number;
}

/** `GET /v1/quality`. */
export interface QualityReport {
  readonly from: string;
  readonly to: string;
  readonly parcels: number;
  readonly scans: number;
  readonly nearMisses: number;
  readonly nearMissesPer10000Scans: number;
  readonly misShipments: {
    readonly wrongItem: number;
    readonly wrongLabel: number;
    readonly ppm: number | null;
    readonly interval: { readonly lowerPpm: number; readonly upperPpm: number } | null;
  };
  readonly reasons: readonly (Rated & { readonly reason: string })[];
  readonly pairs: readonly (Rated & {
    readonly expectedSku: string;
    readonly expectedName: string | null;
    readonly scannedSku: string;
    readonly scannedName: string | null;
  })[];
  readonly shelves: readonly (Rated & { readonly shelf: string | null })[];
  readonly stations: readonly (Rated & { readonly station: string | null })[];
}

/** A row of a table with its bar. */
export interface Bar extends Rated {
  readonly words: string;
  /** What the words are short for. */
  readonly title?: string;
}

const MS_PER_DAY = 86_400_000;

/** Up to the shop's today, so many days; the first day is told from what the server takes for today. */
export const qualityOf = async (call: Call, days: number): Promise<QualityReport> => {
  const last = await call<QualityReport>('GET', '/v1/quality');
  const from = new Date(Date.parse(last.to) - (days - 1) * MS_PER_DAY).toISOString().slice(0, 10);
  return last.from === from ? last : call<QualityReport>('GET', `/v1/quality?from=${from}&to=${last.to}`);
};

/** The end of what a browser made for itself, which tells devices apart; undefined: the station has a name. */
export const shortNameOf = (station: string): string | undefined =>
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{8}([0-9a-f]{4})$/i.exec(station)?.[1]?.toUpperCase();

/** How long each bar is beside the longest, in percent; what happened at all is seen. */
export const lengthOf = ({ stops }: Rated, bars: readonly Rated[]): number =>
  Math.max(1, Math.round((stops * 100) / Math.max(1, ...bars.map((one) => one.stops))));
