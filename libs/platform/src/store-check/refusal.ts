import { isError } from '../telemetry/is-error.js';

const CAUSES_MAX = 6;

/** What a store said that no waiting will change, by the code or the words of the fault. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^(28P01|28000)$/, 'its user or password is refused'],
  [/WRONGPASS|NOAUTH/, 'its user or password is refused'],
  [/SASLAuthenticationError/, 'its user or password is refused'],
  [/^3D000$/, 'there is no such database'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'who answers shows the certificate of another host'],
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)|CERT_(SIGNATURE_FAILURE|UNTRUSTED|REJECTED)|INVALID_CA)$/,
    'who answers shows a certificate of an authority that is not trusted here',
  ],
  [/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/, 'who answers shows a certificate that is not valid now'],
  [
    /ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA)$/,
    'it wants a client certificate of an authority it trusts',
  ],
  [/does not support SSL connections/, 'it offers no TLS'],
  [/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/, 'it offers no TLS'],
];

/** The reason in words, or undefined when the store may just be away. */
export const refusalIn = (fault: unknown): string | undefined => {
  let current = fault;
  for (let depth = 0; depth < CAUSES_MAX && isError(current); depth += 1) {
    const { code, name, message, cause } = current as Error & { code?: unknown };
    for (const said of [code, name, message]) {
      const found = REASONS.find(([pattern]) => typeof said === 'string' && pattern.test(said));
      if (found) return found[1];
    }
    current = cause;
  }
  return undefined;
};
