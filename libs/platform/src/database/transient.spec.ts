import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { CommitOutcomeUnknownError, isTransient, TryAgainError } from './transient.js';

const coded = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });
const database = (code: string): pg.DatabaseError =>
  Object.assign(new pg.DatabaseError('x', 1, 'error'), { code });

describe('a fault passes by itself', () => {
  it.each([
    ['a deadlock', database('40P01')],
    ['a serialisation failure', database('40001')],
    ['a statement that took too long', database('57014')],
    ['a lock that was not had in time', database('55P03')],
    ['a server that shuts down', database('57P01')],
    ['a full disk', database('53100')],
    ['too many connections', database('53300')],
    ['a lost connection', database('08006')],
    ['the same in TypeORM’s wrapping', new QueryFailedError('SELECT 1', [], database('40P01'))],
    [
      'the same as the cause of the cause',
      new Error('a', { cause: new Error('b', { cause: coded('ECONNRESET') }) }),
    ],
    ['a refused connection', coded('ECONNREFUSED')],
    ['words of pg', new Error('Connection terminated unexpectedly')],
    ['a plan made before a migration', coded('0A000', 'cached plan must not change result type')],
    ['a handler that says so', new TryAgainError('the carrier is away')],
    ['a commit without an answer', new CommitOutcomeUnknownError(coded('ECONNRESET'))],
  ])('when it is %s', (_case, fault) => expect(isTransient(fault)).toBe(true));

  it.each([
    ['a broken rule of a table', database('23505')],
    ['a value that is none', database('22P02')],
    ['a statement after a swallowed fault', database('25P02')],
    ['a bug', new TypeError('x is not a function')],
    ['a code of somebody else', coded('E53AB')],
    ['no error at all', 'ECONNREFUSED'],
    ['nothing', undefined],
  ])('but not when it is %s', (_case, fault) => expect(isTransient(fault)).toBe(false));

  it('ends on a cause that is its own', () => {
    const fault = new Error('x');
    fault.cause = fault;
    expect(isTransient(fault)).toBe(false);
  });
});
