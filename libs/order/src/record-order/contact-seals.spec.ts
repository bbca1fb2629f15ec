import { sealedContents } from '@okuru/contracts';
import { sealContext } from '@okuru/platform';
import { MemoryKeyRing } from '@okuru/platform/testing';
import { resealParts } from './contact-seals.js';

const orderId = (nth: number) => `01930f3e-7a00-7000-8000-00000000000${nth}`;

const contactOf = (name: string) => ({ ...sealedContents.contact.example, name });

/** Contacts of some buyers, as orders keep them. */
const kept = async (keyRing: MemoryKeyRing, buyers: readonly string[]) => {
  const keys = await keyRing.keysFor(buyers);
  return Promise.all(
    buyers.map(async (buyer, nth) => {
      const context = sealContext('order.confirmed', orderId(nth));
      const [contact] = await keyRing.sealMany([
        { keyId: keys.get(buyer)!, context, plain: contactOf(buyer) },
      ]);
      return { orderId: orderId(nth), sealed: contact!, eventType: 'order.cancelled' };
    }),
  );
};

describe('a contact sealed for another event', () => {
  it('opens there and nowhere else', async () => {
    const keyRing = new MemoryKeyRing();
    const contacts = await kept(keyRing, ['a', 'b']);
    const sealed = await resealParts(keyRing, contacts);
    const opened = await keyRing.openMany(
      sealed.map((seal, nth) => ({ sealed: seal, context: sealContext('order.cancelled', orderId(nth)) })),
    );
    expect(opened).toEqual([contactOf('a'), contactOf('b')]);
    await expect(
      keyRing.openMany([{ sealed: sealed[0]!, context: sealContext('order.confirmed', orderId(0)) }]),
    ).rejects.toThrow();
  });

  it('of an erased buyer stays as it is, and the others are sealed', async () => {
    const keyRing = new MemoryKeyRing();
    const contacts = await kept(keyRing, ['a', 'gone', 'c']);
    await keyRing.erase('gone');
    const sealed = await resealParts(keyRing, contacts);
    expect(sealed.map((seal, nth) => seal === contacts[nth]!.sealed)).toEqual([false, true, false]);
  });

  it('of a buyer erased between opening and sealing stays as it is', async () => {
    const keyRing = new MemoryKeyRing();
    const contacts = await kept(keyRing, ['a', 'going', 'c']);
    const open = keyRing.openMany.bind(keyRing);
    keyRing.openMany = async (items) => {
      const opened = await open(items);
      await keyRing.erase('going');
      return opened;
    };
    const sealed = await resealParts(keyRing, contacts);
    expect(sealed.map((seal, nth) => seal === contacts[nth]!.sealed)).toEqual([false, true, false]);
  });
});
