/** A storefront's order, small and good; tests spoil one thing at a time. */
export const goodBody = (reference: string): Record<string, unknown> => ({
  reference,
  lines: [
    { sku: 'MUG-WHITE', quantity: 2, unitPrice: 1500, taxRate: 10 },
    { sku: 'TEA-SENCHA', quantity: 1, unitPrice: 1080, taxRate: 8 },
  ],
  contact: { name: '髙﨑 花子', email: 'hanako@example.com', phone: '03-1234-5678' },
  shipTo: {
    name: '髙﨑 花子',
    postalCode: '100-0001',
    prefecture: 13,
    city: '千代田区',
    street: '千代田1-1',
  },
  money: { taxMode: 'included', charges: [{ kind: 'postage', amount: 600, taxRate: 10 }], total: 4680 },
});

type Body = ReturnType<typeof goodBody>;
type Line = Record<string, unknown>;
const linesOf = (body: Body): Line[] => body['lines'] as Line[];
const part = (body: Body, name: string): Record<string, unknown> => body[name] as Record<string, unknown>;

/** A body that must be refused with 422, and the field the answer must name. */
export interface SpoiltBody {
  readonly what: string;
  readonly spoil: (body: Body) => unknown;
  readonly path: string;
}

const spoilt = (what: string, path: string, spoil: (body: Body) => unknown): SpoiltBody => ({
  what,
  path,
  spoil,
});

export const SPOILT_BODIES: readonly SpoiltBody[] = [
  spoilt('no reference', 'reference', (b) => delete b['reference']),
  spoilt('empty reference', 'reference', (b) => (b['reference'] = '')),
  spoilt('reference of 65 characters', 'reference', (b) => (b['reference'] = 'r'.repeat(65))),
  spoilt('reference is a number', 'reference', (b) => (b['reference'] = 12)),
  spoilt('unknown field', 'colour', (b) => (b['colour'] = 'red')),
  spoilt('unknown field in a line', 'lines[0].colour', (b) => (linesOf(b)[0]!['colour'] = 'red')),
  spoilt('no lines', 'lines', (b) => delete b['lines']),
  spoilt('empty lines', 'lines', (b) => (b['lines'] = [])),
  spoilt('lines is an object', 'lines', (b) => (b['lines'] = { sku: 'MUG-WHITE' })),
  spoilt('a line is a string', 'lines', (b) => (b['lines'] = ['MUG-WHITE'])),
  spoilt('a line is null', 'lines', (b) => (b['lines'] = [null])),
  spoilt(
    '201 lines',
    'lines',
    (b) =>
      (b['lines'] = Array.from({ length: 201 }, () => ({
        sku: 'MUG-WHITE',
        quantity: 1,
        unitPrice: 1,
        taxRate: 10,
      }))),
  ),
  spoilt('no sku', 'lines[0].sku', (b) => delete linesOf(b)[0]!['sku']),
  spoilt('unknown sku', 'lines[1].sku', (b) => (linesOf(b)[1]!['sku'] = 'NO-SUCH-THING')),
  spoilt('sku of 65 characters', 'lines[0].sku', (b) => (linesOf(b)[0]!['sku'] = 'S'.repeat(65))),
  spoilt('quantity 0', 'lines[0].quantity', (b) => (linesOf(b)[0]!['quantity'] = 0)),
  spoilt('negative quantity', 'lines[0].quantity', (b) => (linesOf(b)[0]!['quantity'] = -1)),
  spoilt('quantity 10,000', 'lines[0].quantity', (b) => (linesOf(b)[0]!['quantity'] = 10_000)),
  spoilt('half a unit', 'lines[0].quantity', (b) => (linesOf(b)[0]!['quantity'] = 1.5)),
  spoilt('quantity as text', 'lines[0].quantity', (b) => (linesOf(b)[0]!['quantity'] = '2')),
  spoilt('quantity null', 'lines[0].quantity', (b) => (linesOf(b)[0]!['quantity'] = null)),
  spoilt('negative price', 'lines[0].unitPrice', (b) => (linesOf(b)[0]!['unitPrice'] = -1)),
  spoilt('price with sen', 'lines[0].unitPrice', (b) => (linesOf(b)[0]!['unitPrice'] = 1500.5)),
  spoilt('price beyond a billion', 'lines[0].unitPrice', (b) => (linesOf(b)[0]!['unitPrice'] = 1e12)),
  spoilt('price as text', 'lines[0].unitPrice', (b) => (linesOf(b)[0]!['unitPrice'] = '1500')),
  spoilt('price true', 'lines[0].unitPrice', (b) => (linesOf(b)[0]!['unitPrice'] = true)),
  spoilt('tax rate 5', 'lines[0].taxRate', (b) => (linesOf(b)[0]!['taxRate'] = 5)),
  spoilt('repeated lineId', 'lines[1].lineId', (b) =>
    linesOf(b).forEach((line) => (line['lineId'] = 'same')),
  ),
  spoilt('empty lineId', 'lines[0].lineId', (b) => (linesOf(b)[0]!['lineId'] = '')),
  spoilt('total one yen too high', 'money.total', (b) => (part(b, 'money')['total'] = 4681)),
  spoilt('total one yen too low', 'money.total', (b) => (part(b, 'money')['total'] = 4679)),
  spoilt('negative total', 'money.total', (b) => (part(b, 'money')['total'] = -4680)),
  spoilt('unknown tax mode', 'money.taxMode', (b) => (part(b, 'money')['taxMode'] = 'sometimes')),
  spoilt(
    'negative postage',
    'money.charges[0].amount',
    (b) => (part(b, 'money')['charges'] = [{ kind: 'postage', amount: -600, taxRate: 10 }]),
  ),
  spoilt(
    'unknown charge',
    'money.charges[0].kind',
    (b) => (part(b, 'money')['charges'] = [{ kind: 'bribe', amount: 600, taxRate: 10 }]),
  ),
  spoilt('no contact', 'contact', (b) => delete b['contact']),
  spoilt('contact is a list', 'contact', (b) => (b['contact'] = [])),
  spoilt('no e-mail', 'contact.email', (b) => delete part(b, 'contact')['email']),
  spoilt('e-mail without @', 'contact.email', (b) => (part(b, 'contact')['email'] = 'hanako.example.com')),
  spoilt(
    'e-mail with a line break',
    'contact.email',
    (b) => (part(b, 'contact')['email'] = 'a@example.com\nBcc: b@example.com'),
  ),
  spoilt('name of 300 characters', 'contact.name', (b) => (part(b, 'contact')['name'] = '名'.repeat(300))),
  spoilt('no address', 'shipTo', (b) => delete b['shipTo']),
  spoilt('no name on the address', 'shipTo.name', (b) => delete part(b, 'shipTo')['name']),
  spoilt(
    'postal code of six digits',
    'shipTo.postalCode',
    (b) => (part(b, 'shipTo')['postalCode'] = '100-001'),
  ),
  spoilt(
    'postal code in letters',
    'shipTo.postalCode',
    (b) => (part(b, 'shipTo')['postalCode'] = 'SW1A 1AA'),
  ),
  spoilt('prefecture 48', 'shipTo.prefecture', (b) => (part(b, 'shipTo')['prefecture'] = 48)),
  spoilt('prefecture 0', 'shipTo.prefecture', (b) => (part(b, 'shipTo')['prefecture'] = 0)),
  spoilt('unknown prefecture name', 'shipTo.prefecture', (b) => (part(b, 'shipTo')['prefecture'] = '東京国')),
  spoilt('empty city', 'shipTo.city', (b) => (part(b, 'shipTo')['city'] = '')),
  spoilt('street is an object', 'shipTo.street', (b) => (part(b, 'shipTo')['street'] = { $ne: 1 })),
  spoilt('unknown delivery mode', 'delivery.mode', (b) => (b['delivery'] = { mode: 'teleport' })),
  spoilt(
    'named service without a name',
    'delivery.service',
    (b) => (b['delivery'] = { mode: 'named-service' }),
  ),
  spoilt(
    'delivery date in the past',
    'delivery.date',
    (b) => (b['delivery'] = { mode: 'any', date: '2001-01-01' }),
  ),
  spoilt(
    'delivery date that is no day',
    'delivery.date',
    (b) => (b['delivery'] = { mode: 'any', date: '2030-02-30' }),
  ),
  spoilt('unknown slot', 'delivery.slot', (b) => (b['delivery'] = { mode: 'any', slot: '03-05' })),
  spoilt('unknown payment method', 'payment.method', (b) => (b['payment'] = { method: 'seashells' })),
  spoilt('negative payment', 'payment.amount', (b) => (b['payment'] = { method: 'prepaid', amount: -1 })),
  spoilt('unknown short-stock rule', 'shortStock', (b) => (b['shortStock'] = 'hope')),
  spoilt('unknown language', 'language', (b) => (b['language'] = 'tlh')),
  spoilt('remarks of 5,000 characters', 'remarks', (b) => (b['remarks'] = 'あ'.repeat(5000))),
  spoilt('opt-in as text', 'marketingOptIn', (b) => (b['marketingOptIn'] = 'yes')),
];

/** Bytes that are no usable JSON: the answer names the field (empty: the body itself) and where the reader stopped. */
export interface UnreadableBody {
  readonly what: string;
  readonly bytes: Buffer;
  readonly path: string;
  /** In bytes from the start. */
  readonly offset: number;
}

const text = JSON.stringify(goodBody('unreadable'));
/** The fault lies where the marker begins, so many bytes further on, or at the very end. */
type Where = readonly [marker: string | Buffer, further?: number] | 'end';
const unreadable = (what: string, given: string | Buffer, path: string, where: Where): UnreadableBody => {
  const bytes = Buffer.from(given as string);
  const offset = where === 'end' ? bytes.length : bytes.indexOf(where[0]) + (where[1] ?? 0);
  return { what, bytes, path, offset };
};

const BROKEN = Buffer.from([0xc3, 0x28]);
const CUT = Buffer.from([0xe8, 0xb1]);
const OVERLONG = Buffer.from([0xc0, 0xaf]);
const SURROGATE_BYTES = Buffer.from([0xed, 0xa0, 0x80]);
/** The good body with the buyer's given name in these bytes. */
const named = (bytes: Buffer): Buffer => {
  const [before, after] = text.split('花子', 2);
  return Buffer.concat([Buffer.from(before ?? ''), bytes, Buffer.from(after ?? '')]);
};
const NAME_VALUE = '"name":"髙';
const TO_VALUE = '"name":'.length;

export const UNREADABLE_BODIES: readonly UnreadableBody[] = [
  unreadable('cut short', text.slice(0, -10), 'money', 'end'),
  unreadable('trailing comma', text.replace(/}$/, ',}'), '', [',}', 1]),
  unreadable('single quotes', text.replaceAll('"', "'"), '', ["'"]),
  unreadable('NaN', text.replace('1500', 'NaN'), 'lines[0].unitPrice', ['NaN']),
  unreadable('two documents', `${text}${text}`, '', ['}{', 1]),
  unreadable('broken UTF-8 in a name', named(BROKEN), 'contact.name', [BROKEN]),
  unreadable('a character cut in two', named(CUT), 'contact.name', [CUT]),
  unreadable('an overlong slash', named(OVERLONG), 'contact.name', [OVERLONG]),
  unreadable('a surrogate in bytes', named(SURROGATE_BYTES), 'contact.name', [SURROGATE_BYTES]),
  unreadable('bytes of no text', Buffer.concat([Buffer.from(text), BROKEN]), '', [BROKEN]),
  unreadable('NUL in a name', text.replace('花子', '花\\u0000子'), 'contact.name', [NAME_VALUE, TO_VALUE]),
  unreadable('lone surrogate', text.replace('花子', '\\ud83d'), 'contact.name', [NAME_VALUE, TO_VALUE]),
  unreadable('duplicate key', text.replace('"reference":', '"reference":"first","reference":'), 'reference', [
    '"reference":"unreadable"',
  ]),
  unreadable(
    'duplicate key in a line',
    text.replace('"quantity":2', '"quantity":2,"quantity":9'),
    'lines[0].quantity',
    ['"quantity":9'],
  ),
  unreadable(
    '__proto__',
    text.replace('"reference":', '"__proto__":{"role":"admin"},"reference":'),
    '__proto__',
    ['"__proto__"'],
  ),
  unreadable(
    '__proto__ in a line',
    text.replace('"quantity":2', '"quantity":2,"__proto__":{}'),
    'lines[0].__proto__',
    ['"__proto__"'],
  ),
  unreadable('constructor', text.replace('"reference":', '"constructor":{},"reference":'), 'constructor', [
    '"constructor"',
  ]),
];

/** Bytes that are no order for another reason. */
export interface UnfitBody {
  readonly what: string;
  readonly bytes: Buffer;
  readonly status: number;
  readonly says: RegExp;
}

const unfit = (what: string, bytes: string, says: RegExp, status = 422): UnfitBody => ({
  what,
  bytes: Buffer.from(bytes),
  status,
  says,
});

export const UNFIT_BODIES: readonly UnfitBody[] = [
  unfit(
    'nested a thousand deep',
    `${'['.repeat(1000)}${']'.repeat(1000)}`,
    /deep.*at byte offset 33\b/i,
    400,
  ),
  unfit('5 MB', JSON.stringify({ reference: 'r'.repeat(5_000_000) }), /256 KiB|too large|limit/i, 413),
  unfit('empty body', '', /reference/),
  unfit('a number', '42', /body|object/i),
  unfit('a list', '[]', /body|object/i),
  unfit('null', 'null', /body|object/i),
];
