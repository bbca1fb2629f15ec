import { Overdue, within } from './within.js';

describe('within', () => {
  it('answers what the work answers, and throws what it throws', async () => {
    await expect(within('a guest', 60_000, Promise.resolve('here'))).resolves.toBe('here');
    await expect(within('a guest', 60_000, Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  });

  it('says for whom it waited in vain', async () => {
    const never = new Promise<never>(() => undefined);
    const waiting = within('a guest', 20, never);
    await expect(waiting).rejects.toThrow(Overdue);
    await expect(waiting).rejects.toThrow('for a guest, in vain');
  });
});
