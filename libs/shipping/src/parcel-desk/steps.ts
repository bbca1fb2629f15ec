import { refused } from '../parcel/gate.js';
import { decide, evolve, isRejection, type Parcel, type ParcelCommand } from '../parcel/parcel.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import { ok, rejected } from './answers.js';
import type { Finding, Outcome } from './parcel-work.js';

/** `ParcelWork` refuses an unknown parcel before any step. */
export const found = ({ inHand, at }: Finding): { inHand: ParcelInHand; at: Date } => {
  if (!inHand) throw new Error('A step began without its parcel');
  return { inHand, at };
};

/** The parcel decides; the answer shows the parcel as it is then. */
export const after = (
  finding: Finding,
  command: ParcelCommand,
  show: (parcel: Parcel) => object,
  scannedText = '',
): Outcome => {
  const { inHand, at } = found(finding);
  const answer = decide(inHand.parcel, command);
  if (isRejection(answer)) return rejected(answer, at, inHand, { text: scannedText });
  const parcel = answer.reduce<Parcel>(evolve, inHand.parcel);
  // What the box and the scales said is kept, so that nobody closes the parcel on what they said before.
  if (answer.some(({ type }) => type === 'label-outgrown'))
    return {
      events: answer,
      ...rejected(refused('label-says-another-service'), at, inHand, { text: scannedText }),
    };
  return { events: answer, answer: ok(show(parcel)) };
};
