/// <reference types="jest" />
import { randomBytes } from 'node:crypto';
import { Sealed } from '@okuru/contracts';
import { KeyIsErased, type KeyRing, SealIsBroken, sealContext } from './key-ring.js';
import { SEALED_PLAIN_BYTES_MAX } from './seal.js';

/** Several rings over the same keys, as the processes of one deployment have. */
export interface RingsOfOneDeployment {
  ring(masterKey?: Buffer): Promise<KeyRing>;
  close(): Promise<void>;
}

const somebody = () => randomBytes(32).toString('hex');
const ORDER = '01930f3e-7a00-7000-8000-000000000001';
const contact = { name: '髙﨑 𠮷野🎁', email: 'takasaki@example.jp' };
const context = sealContext('order.confirmed', ORDER);

/** What every key ring keeps to. */
export const keyRingContract = (adapter: string, deployment: () => Promise<RingsOfOneDeployment>): void => {
  describe(`the key ring, ${adapter}`, () => {
    let rings: RingsOfOneDeployment;
    let ring: KeyRing;

    beforeAll(async () => {
      rings = await deployment();
      ring = await rings.ring();
    });
    afterAll(() => rings.close());

    const keyOf = async (subject: string, of = ring): Promise<string> =>
      (await of.keysFor([subject])).get(subject) ?? '';

    it('gives each person one key, whoever asks', async () => {
      const [ann, ben] = [somebody(), somebody()];
      const first = await ring.keysFor([ann, ben, ann]);
      expect(first.size).toBe(2);
      expect(first.get(ann)).not.toBe(first.get(ben));
      expect(await (await rings.ring()).keysFor([ben, ann])).toEqual(first);
    });

    it('gives one key to people asked for many times at once', async () => {
      const crowd = Array.from({ length: 50 }, somebody);
      const others = await Promise.all(Array.from({ length: 4 }, () => rings.ring()));
      const answers = await Promise.all(
        others.map((other, index) => other.keysFor(index % 2 ? crowd : [...crowd].reverse())),
      );
      for (const answer of answers)
        expect(new Map([...answer].sort())).toEqual(new Map([...answers[0]!].sort()));
    });

    it('asks nothing for nobody', async () => {
      expect(await ring.keysFor([])).toEqual(new Map());
      expect(await ring.sealMany([])).toEqual([]);
      expect(await ring.openMany([])).toEqual([]);
    });

    it('seals what another process opens, in the order asked', async () => {
      const [ann, ben] = [await keyOf(somebody()), await keyOf(somebody())];
      const sealed = await ring.sealMany([
        { keyId: ann, context, plain: contact },
        { keyId: ben, context: 'b', plain: { name: 'Ben' } },
        { keyId: ann, context: 'c', plain: {} },
      ]);
      for (const part of sealed) expect(Sealed.parse(part)).toEqual(part);
      expect(JSON.stringify(sealed)).not.toContain('takasaki');
      const elsewhere = await rings.ring();
      expect(
        await elsewhere.openMany([
          { sealed: sealed[2]!, context: 'c' },
          { sealed: sealed[0]!, context },
          { sealed: sealed[1]!, context: 'b' },
        ]),
      ).toEqual([{}, contact, { name: 'Ben' }]);
    });

    it('never seals the same thing alike', async () => {
      const keyId = await keyOf(somebody());
      const [one, two] = await ring.sealMany([
        { keyId, context, plain: contact },
        { keyId, context, plain: contact },
      ]);
      expect(one!.iv).not.toBe(two!.iv);
      expect(one!.ciphertext).not.toBe(two!.ciphertext);
    });

    it('does not open a part that was moved or changed', async () => {
      const keyId = await keyOf(somebody());
      const other = await keyOf(somebody());
      const [sealed] = await ring.sealMany([{ keyId, context, plain: contact }]);
      const check = (part: Sealed, at: string) =>
        expect(ring.openMany([{ sealed: part, context: at }])).rejects.toThrow(SealIsBroken);
      await check(sealed!, sealContext('order.held', ORDER));
      await check(sealed!, sealContext('order.confirmed', '01930f3e-7a00-7000-8000-000000000002'));
      await check({ ...sealed!, keyId: other }, context);
      for (const field of ['iv', 'ciphertext', 'tag'] as const) {
        const bytes = Buffer.from(sealed![field], 'base64');
        bytes[0]! ^= 1;
        await check({ ...sealed!, [field]: bytes.toString('base64') }, context);
      }
      const shortTag = Buffer.from(sealed!.tag, 'base64').subarray(0, 4).toString('base64');
      await check({ ...sealed!, tag: shortTag }, context);
    });

    it('forgets an erased person and nobody else', async () => {
      const [gone, stays] = [somebody(), somebody()];
      const [goneKey, staysKey] = [await keyOf(gone), await keyOf(stays)];
      const [goneSealed, staysSealed] = await ring.sealMany([
        { keyId: goneKey, context, plain: contact },
        { keyId: staysKey, context, plain: contact },
      ]);
      expect(await ring.erase(gone)).toBe(true);
      expect(await ring.erase(gone)).toBe(false);
      for (const at of [ring, await rings.ring()])
        expect(
          await at.openMany([
            { sealed: goneSealed!, context },
            { sealed: staysSealed!, context },
          ]),
        ).toEqual([null, contact]);
      await expect(ring.sealMany([{ keyId: goneKey, context, plain: contact }])).rejects.toThrow(KeyIsErased);
      expect(await keyOf(gone)).not.toBe(goneKey);
      expect(await ring.openMany([{ sealed: goneSealed!, context }])).toEqual([null]);
    });

    it('opens nothing under another master key', async () => {
      const keyId = await keyOf(somebody());
      const [sealed] = await ring.sealMany([{ keyId, context, plain: contact }]);
      const stranger = await rings.ring(randomBytes(32));
      await expect(stranger.openMany([{ sealed: sealed!, context }])).rejects.toThrow(SealIsBroken);
    });

    it('refuses more than an event may carry', async () => {
      const keyId = await keyOf(somebody());
      const remarks = 'x'.repeat(SEALED_PLAIN_BYTES_MAX);
      await expect(ring.sealMany([{ keyId, context, plain: { remarks } }])).rejects.toThrow(RangeError);
      const fits = { remarks: 'x'.repeat(SEALED_PLAIN_BYTES_MAX - 14) };
      const [sealed] = await ring.sealMany([{ keyId, context, plain: fits }]);
      expect(Sealed.parse(sealed)).toEqual(sealed);
    });

    it('knows a buyer by the address, however it was typed', async () => {
      const id = ring.buyerIdOf('Taro.Yamada@Example.jp');
      expect(id).toMatch(/^[0-9a-f]{64}$/);
      expect(ring.buyerIdOf('  taro.yamada@example.jp\n')).toBe(id);
      expect(ring.buyerIdOf('ｔａｒｏ．ｙａｍａｄａ＠ｅｘａｍｐｌｅ．ｊｐ')).toBe(id);
      expect((await rings.ring()).buyerIdOf('taro.yamada@example.jp')).toBe(id);
      expect(ring.buyerIdOf('taro.yamada@example.com')).not.toBe(id);
      expect((await rings.ring(randomBytes(32))).buyerIdOf('taro.yamada@example.jp')).not.toBe(id);
    });

    it('knows an address, however it was typed, and no two apart as one', async () => {
      const id = ring.addressIdOf(['150-0001', '渋谷区', '神宮前1-1', 'Aビル 2']);
      expect(id).toMatch(/^[0-9a-f]{64}$/);
      expect(ring.addressIdOf(['１５０－０００１', '渋谷区', ' 神宮前 １−１', 'ａビル　２'])).toBe(id);
      expect((await rings.ring()).addressIdOf(['150-0001', '渋谷区', '神宮前1-1', 'Aビル2'])).toBe(id);
      const others = [
        ['神宮前1-1', 'Aビル3'],
        ['神宮前11', 'Aビル2'],
        ['神宮前1-1', 'Aビル2 2'],
      ];
      for (const other of others) expect(ring.addressIdOf(['150-0001', '渋谷区', ...other])).not.toBe(id);
      expect(ring.addressIdOf(['150-0001', '渋谷区', '神宮前1-1A', 'ビル2'])).not.toBe(id);
      const another = await rings.ring(randomBytes(32));
      expect(another.addressIdOf(['150-0001', '渋谷区', '神宮前1-1', 'Aビル2'])).not.toBe(id);
    });
  });
};
