import { fact, Refusal, type Fact } from '@okuru/platform';
import type { LabelModeOf } from '../carrier-tables/carrier-settings.js';
import type { LotInParcel } from '../lots/parcel-lots.js';
import type { ItemName } from '../item-replica/item-names.store.js';
import type { KnownPackage } from '../package-kinds/package-kinds.store.js';
import { enclosedGrams } from '../parcel/enclosures.js';
import { refused } from '../parcel/gate.js';
import {
  decide,
  evolve,
  isRejection,
  type Parcel,
  type ParcelCommand,
  type ParcelEvent,
  type Rejection,
} from '../parcel/parcel.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import type { BlockedScan, StoredAnswer } from '../parcel/parcel.store.js';
import { ok, rejected } from '../parcel-desk/answers.js';
import { contentsOf, isTooHeavy } from '../parcel-desk/goods-in-hand.js';
import { dispatchedFact, packedFact } from '../parcel-desk/parcel-facts.js';
import { expectedWeight, weightText, type WeightCheck } from '../weight-check/weight-check.js';
import type { PackageChange } from '../work-parcel/package-changes.store.js';
import type { ChooseCarriage } from '../work-parcel/carriage.js';
import { weighedItem } from '../work-parcel/weighed-item.js';

/** What was done to one parcel, in the order in which it is done. */
export interface WorkDone {
  readonly scans?: readonly { readonly barcode: string; readonly count?: number }[];
  readonly package?: { readonly code: string; readonly reason: string };
  readonly grams?: number;
  readonly label?: boolean;
  readonly waybill?: string;
  readonly handOver?: boolean;
}

/** What is known outside of the parcel, read for the whole run. */
export interface Known {
  readonly at: Date;
  readonly packages: ReadonlyMap<string, KnownPackage>;
  /** Of barcodes that no line of their parcel bears. */
  readonly items: ReadonlyMap<string, ItemName>;
  readonly voidWaybills: ReadonlySet<string>;
  readonly addressIdOf: (orderId: string) => string | undefined;
  readonly carriage: ChooseCarriage;
  readonly labelModeOf: LabelModeOf;
  readonly weightCheck: WeightCheck;
  readonly lotsOf: (parcelId: string) => readonly LotInParcel[] | undefined;
}

/** How far the work got. */
export interface WorkedThrough {
  readonly parcel: Parcel;
  readonly events: readonly ParcelEvent[];
  readonly facts: readonly Fact[];
  readonly blocked?: BlockedScan;
  readonly packageChange?: { readonly before: Parcel; readonly change: PackageChange };
  /** A package that was closed, and so is one less on the shelf. */
  readonly packageClosed?: string;
  readonly answer: StoredAnswer;
}

/** A parcel while it is worked. */
interface Hand {
  readonly inHand: ParcelInHand;
  readonly events: ParcelEvent[];
  readonly facts: Fact[];
  parcel: Parcel;
  packageChange?: WorkedThrough['packageChange'];
  packageClosed?: string;
}

/** A step that was refused or blocked, and what was read there. */
interface Stop {
  readonly rejection: Rejection;
  readonly text?: string;
  readonly where?: object;
}

type Step = (hand: Hand, work: WorkDone, known: Known) => Stop | undefined;

/**
 * Takes a parcel through everything that was done to it, by the same decisions as one step at a time. The first no ends
 * the work, as it would at the table: what came before it stands, what came after it did not happen.
 */
export const workThrough = (inHand: ParcelInHand, work: WorkDone, known: Known): WorkedThrough => {
  const hand: Hand = { inHand, parcel: inHand.parcel, events: [], facts: [] };
  for (const [step, take] of Object.entries(STEPS)) {
    const stop = take(hand, work, known);
    if (stop) return stopped(hand, step, stop, known);
  }
  return { ...hand, answer: ok(shown(hand.parcel)) };
};

const attempt = (hand: Hand, command: ParcelCommand): Rejection | undefined => {
  const answer = decide(hand.parcel, command);
  if (isRejection(answer)) return answer;
  hand.events.push(...answer);
  hand.parcel = answer.reduce<Parcel>(evolve, hand.parcel);
  return undefined;
};

/** As it is in the hand now. */
const now = ({ inHand, parcel }: Hand): ParcelInHand => ({ ...inHand, parcel });

const takeScans: Step = (hand, { scans = [] }, { items }) => {
  for (const [index, { barcode, count = 1 }] of scans.entries()) {
    const knownSku = items.get(barcode)?.sku ?? null;
    const rejection = attempt(hand, { type: 'scan', barcode, count, knownSku });
    if (rejection) return { rejection, text: barcode, where: { index } };
  }
  return undefined;
};

const takePackage: Step = (hand, { package: taken }, { packages, carriage: choose, at }) => {
  if (!taken) return undefined;
  const { code: packageCode, reason } = taken;
  const kind = packages.get(packageCode);
  if (!kind?.inUse)
    throw Refusal.invalid(
      'package.code',
      `names no package of the shop (${packageCode})`,
      'GET /v1/packages lists them',
    );
  if (isTooHeavy(now(hand), kind)) return { rejection: refused('too-heavy-for-package'), text: packageCode };
  const before = hand.parcel;
  const carriage = choose(now(hand), kind, before.weightGrams, false);
  const rejection = attempt(hand, { type: 'choose-package', packageCode, carriage });
  if (rejection) return { rejection, text: packageCode };
  const extraYen = before.carriage && carriage ? carriage.plannedYen - before.carriage.plannedYen : null;
  hand.packageChange = { before, change: { packageCode, reason, extraYen, at } };
  return outgrown(hand, packageCode);
};

const takeWeight: Step = (hand, { grams }, known) => {
  if (grams === undefined) return undefined;
  const kind = packageOf(hand.parcel, known);
  const carriage = kind ? known.carriage(now(hand), kind, grams, true) : null;
  const expected = expectedWeight(kind?.emptyWeightGrams, contentsOf(now(hand)), known.weightCheck);
  const rejection = attempt(hand, { type: 'weigh', grams, carriage, expected, accepted: null });
  return rejection ? { rejection, text: weightText(grams) } : outgrown(hand, String(grams));
};

/** The package or the weight is kept, and the work ends there. */
const outgrown = ({ parcel }: Hand, text: string): Stop | undefined =>
  parcel.label?.outgrown ? { rejection: refused('label-says-another-service'), text } : undefined;

const askLabel: Step = (hand, { label }, { at, labelModeOf }) => {
  if (!label) return undefined;
  const mode = labelModeOf(hand.parcel.carriage);
  const rejection = attempt(hand, { type: 'ask-label', mode, at: at.toISOString() });
  return rejection && { rejection };
};

const scanWaybill: Step = (hand, { waybill: number, handOver }, known) => {
  if (number === undefined || (handOver && isClosedUnder(hand.parcel, number))) return undefined;
  const waybill = { number, isVoid: known.voidWaybills.has(number) };
  const rejection = attempt(hand, { type: 'close', waybill, at: known.at.toISOString() });
  if (rejection) return { rejection, text: number };
  hand.facts.push(packedFact(hand.parcel));
  const kind = packageOf(hand.parcel, known);
  if (!kind) return undefined;
  hand.packageClosed = kind.code;
  const weighed = weighedItem(
    hand.parcel,
    hand.inHand.items,
    kind.emptyWeightGrams + enclosedGrams(hand.parcel),
  );
  if (weighed) hand.facts.push(fact('item.weighed', weighed));
  return undefined;
};

const handOver: Step = (hand, { waybill, handOver: left }, { at, addressIdOf, voidWaybills, lotsOf }) => {
  if (!left || waybill === undefined) return undefined;
  const dispatchedAt = at.toISOString();
  const isVoid = voidWaybills.has(waybill);
  const rejection = attempt(hand, { type: 'hand-over', waybill, isVoid, at: dispatchedAt });
  if (rejection) return { rejection, text: waybill };
  const addressId = addressIdOf(hand.parcel.orderId);
  hand.facts.push(
    dispatchedFact(hand.parcel, waybill, dispatchedAt, addressId, lotsOf(hand.parcel.parcelId)),
  );
  return undefined;
};

/** Named as the request names them, in the order in which they are taken. */
const STEPS = {
  scans: takeScans,
  package: takePackage,
  grams: takeWeight,
  label: askLabel,
  waybill: scanWaybill,
  handOver,
} satisfies Record<string, Step>;

const stopped = (
  hand: Hand,
  step: string,
  { rejection, text = '', where }: Stop,
  { at, items }: Known,
): WorkedThrough => {
  const {
    facts = [],
    blocked,
    answer,
  } = rejected(rejection, at, now(hand), {
    text,
    item: items.get(text) ?? null,
  });
  const { status, body } = answer!;
  const { more, ...rest } = body as { readonly more?: object };
  return {
    ...hand,
    facts: [...hand.facts, ...facts],
    ...(blocked ? { blocked } : {}),
    answer: { status, body: { ...rest, more: { ...more, stoppedAt: { step, ...where } } } },
  };
};

const packageOf = ({ packageCode }: Parcel, { packages }: Known): KnownPackage | undefined => {
  if (packageCode === null) return undefined;
  const kind = packages.get(packageCode);
  if (kind) return kind;
  throw new Error(`Package ${packageCode} is gone from the table`);
};

/** Closed earlier, at the table, and now on its way: the scan at the cage is the hand-over alone. */
const isClosedUnder = ({ status, label }: Parcel, waybill: string): boolean =>
  status === 'closed' && label?.trackingNumber === waybill;

/** The parcel as it is then; nothing of the person. */
const shown = (parcel: Parcel): object => ({
  parcelId: parcel.parcelId,
  orderId: parcel.orderId,
  status: parcel.status,
  unitsLeft: parcel.lines.reduce((sum, { quantity, scanned }) => sum + quantity - scanned, 0),
  packageCode: parcel.packageCode,
  ...parcel.carriage,
  weightGrams: parcel.weightGrams,
  ...(parcel.label?.trackingNumber ? { trackingNumber: parcel.label.trackingNumber } : {}),
  ...('dispatchedAt' in parcel ? { dispatchedAt: parcel.dispatchedAt } : {}),
});
