import { QueryFailedError } from 'typeorm';
import { Retries, retryClassOf } from './retries.js';
import { CommitOutcomeUnknownError, TryAgainError } from './transient.js';

const fault = (code: string): Error => Object.assign(new Error('no'), { code });

describe('the class of a retry', () => {
  it.each([
    [fault('40P01'), 'deadlock'],
    [fault('40001'), 'serialisation'],
    [fault('55P03'), 'too-late'],
    [fault('53100'), 'full'],
    [fault('57P01'), 'out-of-reach'],
    [new QueryFailedError('SELECT 1', [], fault('40001')), 'serialisation'],
    [new Error('the work failed', { cause: fault('40P01') }), 'deadlock'],
    [new CommitOutcomeUnknownError(fault('ECONNRESET')), 'commit-unknown'],
    [new TryAgainError('away'), 'helper-away'],
    [new Error('Connection terminated unexpectedly'), 'out-of-reach'],
  ])('%s is %s', (given, name) => {
    expect(retryClassOf(given)).toBe(name);
  });

  it('is counted', () => {
    const retries = new Retries();
    for (const code of ['40001', '40001', '40P01']) retries.note(fault(code));
    expect(retries.all()).toEqual([
      ['serialisation', 2],
      ['deadlock', 1],
    ]);
  });
});
