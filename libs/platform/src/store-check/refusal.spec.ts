import { refusalIn } from './refusal.js';

const fault = (more: object, message = 'x'): Error => Object.assign(new Error(message), more);

describe('what a store said', () => {
  it.each<[string, unknown, RegExp]>([
    ['a wrong password of PostgreSQL', fault({ code: '28P01' }), /user or password/],
    ['a wrong password of Redis', fault({}, 'WRONGPASS invalid username-password pair'), /user or password/],
    ['a wrong password of Kafka', fault({ name: 'KafkaJSSASLAuthenticationError' }), /user or password/],
    ['another host', fault({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), /another host/],
    [
      'an unknown authority, wrapped',
      fault({ cause: fault({ code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }),
      /authority/,
    ],
    ['a server without TLS', fault({}, 'The server does not support SSL connections'), /no TLS/],
  ])('%s is a refusal', (_name, said, reason) => expect(refusalIn(said)).toMatch(reason));

  it.each<[string, unknown]>([
    ['a store that is away', fault({ code: 'ECONNREFUSED' })],
    ['one that is starting', fault({ code: '57P03' })],
    ['one that is silent', fault({}, 'timeout expired')],
    ['nothing', undefined],
  ])('%s is none', (_name, said) => expect(refusalIn(said)).toBeUndefined());
});
