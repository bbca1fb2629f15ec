import { TidyUp } from './tidy-up.js';

describe('tidying up', () => {
  it('undoes the newest first, each once, and goes on after a failure', async () => {
    const undone: string[] = [];
    const tidy = new TidyUp();
    tidy.add('folder', async () => void undone.push('folder'));
    tidy.add('topics', () => Promise.reject(new Error('no broker')));
    tidy.add('services', async () => void undone.push('services'));
    expect(await tidy.run()).toEqual(['topics: no broker']);
    expect(await tidy.run()).toEqual([]);
    expect(undone).toEqual(['services', 'folder']);
  });
});
