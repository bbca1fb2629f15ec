/** Field names whose value is never written: they hold, or may hold, what a person would not want read. */
const PRIVATE_FIELD =
  /^(.*(name|kana|mail|phone|tel|fax|address|street|city|building|postal.?code|zip|recipient|contact|ship.?to|buyer|remarks?|message.?text|gift|birth.*|authorization|cookie|password|secret|token|api.?key|master.?key|private.?key|credential|badge|pin)s?|to|cc|bcc|from|plain|body|payload|data|headers|parameters|values|row|url|dsn)$/i;
/** Names that look private and are not. */
const PUBLIC_FIELD =
  /^(service|queue|topic|handler|file|host|table|column|constraint|job|index|schema|event|class|group)Name$|^buyerId$|^keyId$/;

const CHARS_MAX = 1_000;
const REDACTED = '[redacted]';

/** What tells on a person wherever it stands; each pattern is linear and the text is cut first. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\bok_[0-9A-Za-z_]{8,}/g, '[key]'],
  [/\^B:[0-9A-Z]{8,}/gi, '[badge]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [key]'],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@]{1,300}@/gi, '$1[login]@'],
  [/[^\s<>"'(),:;=@]{1,100}@[^\s<>"'(),:;=@]{1,200}/g, '[mail]'],
  [/(?<![\w-])(?:\+81|0)[-\s(]?\d{1,4}[-\s)]?\d{1,4}[-\s]?\d{3,4}(?![\w-])/g, '[phone]'],
  [/〒?(?<![\w-])\d{3}-\d{4}(?![\w-])/g, '[postal code]'],
];

export const isPrivateField = (field: string): boolean =>
  PRIVATE_FIELD.test(field) && !PUBLIC_FIELD.test(field);

/** Takes addresses, numbers and keys out of a text and bounds its length. */
export const scrub = (text: string): string => {
  const cut = text.length > CHARS_MAX ? `${text.slice(0, CHARS_MAX)}…` : text;
  return PATTERNS.reduce((scrubbed, [pattern, instead]) => scrubbed.replace(pattern, instead), cut);
};

export const redacted = (field: string, value: unknown, write: (value: unknown) => unknown): unknown =>
  value === undefined || !isPrivateField(field) ? write(value) : REDACTED;
