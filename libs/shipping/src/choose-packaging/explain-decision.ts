import { refusalWords } from '@okuru/carriers';
import type { PackageCandidate, PackagingDecision, ServiceCandidate } from './packaging-decision.js';
import {
  HAND_OVER_WORDS,
  LOSS_UNKNOWN_WORDS,
  OUTCOME_WORDS,
  PACKAGE_REFUSAL_WORDS,
  proofWords,
  TRAIT_WORDS,
  type Words,
} from './packing-words.js';

/** A record in words a person understands; the rows and yen are the record's own. */
export const explainDecision = (record: PackagingDecision) => ({
  outcome:
    'refused' in record.outcome
      ? { ...record.outcome, words: OUTCOME_WORDS[record.outcome.refused.reason] }
      : { totalYen: record.outcome.totalYen, parcels: record.outcome.chosen.map(withoutPlaces) },
  whole: record.whole.map(explainPackage),
  splits: record.splits,
  proof: { ...record.proof, words: proofWords(record.proof) },
  handOver: record.handOverBecause && {
    because: record.handOverBecause,
    words: HAND_OVER_WORDS[record.handOverBecause],
  },
  expectedLoss: lossWords(record),
  versions: record.versions,
});

const withoutPlaces = ({ placements: _places, ...parcel }: { readonly placements: unknown }) => parcel;

const explainPackage = (candidate: PackageCandidate) =>
  'refusedBy' in candidate
    ? { ...candidate, words: packageWords(candidate) }
    : { ...candidate, services: candidate.services.map(explainService) };

const packageWords = ({ refusedBy, trait }: Extract<PackageCandidate, { refusedBy: unknown }>): Words => {
  const words = PACKAGE_REFUSAL_WORDS[refusedBy];
  if (!trait) return words;
  const of = TRAIT_WORDS[trait];
  return { ja: `${words.ja}（${of.ja}）`, en: `${words.en} (${of.en})` };
};

const explainService = (service: ServiceCandidate) =>
  'refusedBy' in service ? { ...service, words: refusalWords[service.refusedBy] } : service;

/** null: every loss counted in the record is known. */
const lossWords = ({ whole }: PackagingDecision): Words | null => {
  const services = whole.flatMap((candidate) => ('services' in candidate ? candidate.services : []));
  return services.some((service) => 'expectedLossYen' in service && service.expectedLossYen === null)
    ? LOSS_UNKNOWN_WORDS
    : null;
};
