import { MasterKey } from './master-key.js';
import { MemoryKeyStore } from './memory-key-ring.js';
import type { StoredKey } from './key-store.js';
import { StoredKeyRing } from './stored-key-ring.js';

class CountingStore extends MemoryKeyStore {
  asked: string[] = [];

  override bySubjects(subjects: readonly string[]): Promise<StoredKey[]> {
    this.asked.push(`by ${subjects.length} subjects`);
    return super.bySubjects(subjects);
  }

  override byKeyIds(keyIds: readonly string[]): Promise<StoredKey[]> {
    this.asked.push(`by ${keyIds.length} key ids`);
    return super.byKeyIds(keyIds);
  }

  override add(keys: readonly StoredKey[]): Promise<ReadonlySet<string>> {
    this.asked.push(`add ${keys.length}`);
    return super.add(keys);
  }
}

describe('a key ring over a store', () => {
  const masterKey = new MasterKey(MasterKey.newPersonKey());
  const subjects = Array.from({ length: 200 }, (_, index) => `buyer ${index}`);

  it('asks once for many unknown keys and not again for known ones', async () => {
    const store = new CountingStore();
    const keyIds = [...(await new StoredKeyRing(masterKey, store).keysFor(subjects)).values()];
    expect(store.asked).toEqual(['by 200 subjects', 'add 200']);

    store.asked = [];
    const elsewhere = new StoredKeyRing(masterKey, store);
    const sealed = await elsewhere.sealMany(keyIds.map((keyId) => ({ keyId, context: 'c', plain: {} })));
    await elsewhere.openMany(sealed.map((part) => ({ sealed: part, context: 'c' })));
    expect(store.asked).toEqual(['by 200 key ids']);
  });

  it('seals for a person just made known without asking at all', async () => {
    const store = new CountingStore();
    const ring = new StoredKeyRing(masterKey, store);
    const keyIds = [...(await ring.keysFor(['a', 'b'])).values()];
    store.asked = [];
    await ring.sealMany(keyIds.map((keyId) => ({ keyId, context: 'c', plain: {} })));
    expect(store.asked).toEqual([]);
  });

  it('gives up on a person who comes and goes', async () => {
    class Restless extends MemoryKeyStore {
      override add(): Promise<ReadonlySet<string>> {
        return Promise.resolve(new Set());
      }
    }
    await expect(new StoredKeyRing(masterKey, new Restless()).keysFor(['a'])).rejects.toThrow('come and go');
  });
});

describe('the master key', () => {
  it('has 32 bytes', () => {
    expect(() => new MasterKey(Buffer.alloc(16))).toThrow('32 bytes');
  });
});
