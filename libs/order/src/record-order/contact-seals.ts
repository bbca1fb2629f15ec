import type { Sealed } from '@okuru/contracts';
import { KeyIsErased, sealContext, type KeyRing } from '@okuru/platform';

/** A contact or a ship-to as the order keeps it, and the event that is to carry it. */
export interface PartFor {
  readonly orderId: string;
  /** Sealed for `order.confirmed`. */
  readonly sealed: Sealed;
  readonly eventType: string;
}

/**
 * The parts sealed for the events that carry them, in the order asked. Of an erased buyer the kept seal goes out
 * as it is: nobody can open either, and the fact still has to be stated.
 */
export const resealParts = async (keyRing: KeyRing, asked: readonly PartFor[]): Promise<Sealed[]> => {
  const plain = await keyRing.openMany(
    asked.map(({ orderId, sealed }) => ({
      sealed,
      context: sealContext('order.confirmed', orderId),
    })),
  );
  const sealed = asked.map((part) => part.sealed);
  let open = asked.flatMap((_, index) => (plain[index] == null ? [] : [index]));
  // bound: as many turns as parts, for each seals all or finds one more erased buyer
  while (open.length > 0) {
    try {
      const fresh = await keyRing.sealMany(open.map((index) => sealable(asked[index]!, plain[index]!)));
      open.forEach((index, nth) => (sealed[index] = fresh[nth] ?? sealed[index]!));
      return sealed;
    } catch (fault) {
      if (!(fault instanceof KeyIsErased)) throw fault;
      open = open.filter((index) => asked[index]!.sealed.keyId !== fault.keyId);
    }
  }
  return sealed;
};

const sealable = ({ orderId, sealed, eventType }: PartFor, plain: object) => ({
  keyId: sealed.keyId,
  context: sealContext(eventType, orderId),
  plain,
});
