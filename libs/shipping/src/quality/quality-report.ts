import { clopperPearson } from './clopper-pearson.js';
import type { Period, Quality } from './quality.store.js';

const PER_TEN_THOUSAND = 10_000;
const PER_MILLION = 1_000_000;
/** At the table and at the cage. */
const WAYBILL_SCANS = 2;
/** The scales stop weights; every other reason stops a scan. */
const STOPPED_BY_SCALES = 'wrong-weight';

const rounded = (value: number): number => Math.round(value * 100) / 100;

/**
 * Stops per 10,000 scans, and wrong parcels per million with the exact interval of 95 %. Scans are those that counted in
 * the parcels handed over, the waybills of these, and the stopped ones.
 */
export const qualityReport = (period: Period, quality: Quality) => {
  const { parcels, goodScans, wrongItem, wrongLabel, reasons } = quality;
  const nearMisses = reasons.reduce((sum, { stops }) => sum + stops, 0);
  const byScales = reasons.find(({ reason }) => reason === STOPPED_BY_SCALES)?.stops ?? 0;
  const scans = goodScans + parcels * WAYBILL_SCANS + nearMisses - byScales;
  const rated = <Row extends { readonly stops: number }>(rows: readonly Row[]) =>
    rows.map((row) => ({
      ...row,
      per10000Scans: scans === 0 ? 0 : rounded((row.stops * PER_TEN_THOUSAND) / scans),
    }));
  const wrong = wrongItem + wrongLabel;
  const { lower, upper } = clopperPearson(wrong, parcels);
  return {
    ...period,
    parcels,
    scans,
    nearMisses,
    nearMissesPer10000Scans: scans === 0 ? 0 : rounded((nearMisses * PER_TEN_THOUSAND) / scans),
    misShipments: {
      wrongItem,
      wrongLabel,
      ppm: parcels === 0 ? null : rounded((wrong * PER_MILLION) / parcels),
      interval:
        parcels === 0
          ? null
          : {
              method: 'clopper-pearson' as const,
              confidence: 0.95,
              lowerPpm: rounded(lower * PER_MILLION),
              upperPpm: rounded(upper * PER_MILLION),
            },
    },
    reasons: rated(quality.reasons),
    pairs: rated(quality.pairs),
    shelves: rated(quality.shelves),
    stations: rated(quality.stations),
  };
};
