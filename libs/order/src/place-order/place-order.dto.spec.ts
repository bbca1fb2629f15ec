import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { anOrderBody } from '../testing/an-order.js';
import { checkOrder, dateFaults, dayIn } from './check-order.js';
import type { FieldFault } from '../request/field-fault.js';
import { PlaceOrderDto } from './place-order.dto.js';

const NOW = new Date('2026-01-15T03:00:00Z');

const flat = (errors: ValidationError[], prefix = ''): string[] =>
  errors.flatMap(({ property, constraints, children }) => {
    const path = /^\d+$/.test(property)
      ? `${prefix}[${property}]`
      : prefix === ''
        ? property
        : `${prefix}.${property}`;
    return [...(constraints === undefined ? [] : [path]), ...flat(children ?? [], path)];
  });

/** The paths of everything wrong with a body, the way the intake checks it. */
const faultsOf = (body: object): string[] => {
  const dto = plainToInstance(PlaceOrderDto, JSON.parse(JSON.stringify(body)));
  const errors = validateSync(dto, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
  });
  return errors.length > 0 ? flat(errors) : checkOrder(dto, NOW).map(({ path }) => path);
};

type Change = (body: Record<string, never>) => void;

const changed = (change: (body: any) => void) => {
  const body = JSON.parse(JSON.stringify(anOrderBody())) as Record<string, never>;
  (change as Change)(body);
  return body;
};
const LONG = (length: number) => 'あ'.repeat(length);

describe('a bad body is refused where it is bad', () => {
  it.each<[string, (body: any) => void, string[]]>([
    ['no reference', (b) => delete b.reference, ['reference']],
    ['an empty reference', (b) => (b.reference = ''), ['reference']],
    ['a blank reference', (b) => (b.reference = '  '), ['reference']],
    ['a reference too long', (b) => (b.reference = 'r'.repeat(65)), ['reference']],
    ['a reference that is a number', (b) => (b.reference = 1001), ['reference']],
    ['a reference with a line break', (b) => (b.reference = 'A\n1'), ['reference']],
    ['no lines', (b) => delete b.lines, ['lines']],
    ['an empty list of lines', (b) => (b.lines = []), ['lines']],
    ['lines that are no list', (b) => (b.lines = { 0: b.lines[0] }), ['lines']],
    ['201 lines', (b) => (b.lines = Array.from({ length: 201 }, () => b.lines[0])), ['lines']],
    ['a line that is null', (b) => b.lines.push(null), ['lines']],
    ['a line that is text', (b) => b.lines.push('MUG'), ['lines']],
    ['a line that is a list', (b) => b.lines.push([]), ['lines']],
    ['a line inside a list', (b) => (b.lines = [b.lines]), ['lines']],
    ['no sku', (b) => delete b.lines[0].sku, ['lines[0].sku']],
    ['a sku too long', (b) => (b.lines[0].sku = 's'.repeat(65)), ['lines[0].sku']],
    ['quantity 0', (b) => (b.lines[0].quantity = 0), ['lines[0].quantity']],
    ['a negative quantity', (b) => (b.lines[0].quantity = -1), ['lines[0].quantity']],
    ['quantity 10,000', (b) => (b.lines[0].quantity = 10_000), ['lines[0].quantity']],
    ['half a unit', (b) => (b.lines[0].quantity = 0.5), ['lines[0].quantity']],
    ['a quantity in quotes', (b) => (b.lines[0].quantity = '2'), ['lines[0].quantity']],
    ['a negative price', (b) => (b.lines[0].unitPrice = -1), ['lines[0].unitPrice']],
    ['a price with sen', (b) => (b.lines[0].unitPrice = 99.5), ['lines[0].unitPrice']],
    ['no price', (b) => delete b.lines[0].unitPrice, ['lines[0].unitPrice']],
    ['a tax rate that Japan does not have', (b) => (b.lines[0].taxRate = 5), ['lines[0].taxRate']],
    ['a tax rate in quotes', (b) => (b.lines[0].taxRate = '10'), ['lines[0].taxRate']],
    ['a field nobody knows', (b) => (b.lines[0].colour = 'red'), ['lines[0].colour']],
    ['a misspelt field', (b) => (b.refrence = 'A'), ['refrence']],
    [
      'a repeated lineId',
      (b) =>
        (b.lines = [
          { ...b.lines[0], lineId: 'a' },
          { ...b.lines[0], lineId: 'a' },
        ]),
      ['lines[1].lineId'],
    ],
    [
      'a lineId that is the position of another line',
      (b) => (b.lines = [{ ...b.lines[0], lineId: '2' }, { ...b.lines[0] }]),
      ['lines[1].lineId'],
    ],
    ['no shipTo', (b) => delete b.shipTo, ['shipTo']],
    ['a shipTo that is text', (b) => (b.shipTo = '東京'), ['shipTo']],
    ['a shipTo that is a list', (b) => (b.shipTo = []), ['shipTo']],
    ['no name', (b) => delete b.shipTo.name, ['shipTo.name']],
    ['a name that turns the writing round', (b) => (b.shipTo.name = '花子\u202e'), ['shipTo.name']],
    ['a name on two lines by a separator', (b) => (b.shipTo.name = '花\u2028子'), ['shipTo.name']],
    ['a name too long', (b) => (b.shipTo.name = LONG(101)), ['shipTo.name']],
    ['a postal code of 6 digits', (b) => (b.shipTo.postalCode = '100-001'), ['shipTo.postalCode']],
    [
      'a postal code in full-width digits',
      (b) => (b.shipTo.postalCode = '１００-０００１'),
      ['shipTo.postalCode'],
    ],
    ['a postal code that is a number', (b) => (b.shipTo.postalCode = 1000001), ['shipTo.postalCode']],
    ['prefecture 0', (b) => (b.shipTo.prefecture = 0), ['shipTo.prefecture']],
    ['prefecture 48', (b) => (b.shipTo.prefecture = 48), ['shipTo.prefecture']],
    ['a prefecture that is none', (b) => (b.shipTo.prefecture = '江戸'), ['shipTo.prefecture']],
    ['no street', (b) => delete b.shipTo.street, ['shipTo.street']],
    ['a street with a control character', (b) => (b.shipTo.street = '1-1\u0007'), ['shipTo.street']],
    ['letters in a telephone number', (b) => (b.shipTo.phone = '03-CALL-ME'), ['shipTo.phone']],
    ['no contact', (b) => delete b.contact, ['contact']],
    ['no e-mail', (b) => (b.contact = { name: '花子' }), ['contact.email']],
    ['an e-mail without a domain', (b) => (b.contact.email = 'hanako'), ['contact.email']],
    ['two e-mails', (b) => (b.contact.email = 'a@example.jp, b@example.jp'), ['contact.email']],
    [
      'an e-mail that smuggles a header',
      (b) => (b.contact.email = 'a@example.jp\nBcc: b@example.jp'),
      ['contact.email'],
    ],
    ['an e-mail of 50 KB', (b) => (b.contact.email = `${'a'.repeat(50_000)}@example.jp`), ['contact.email']],
    ['an unknown payment method', (b) => (b.payment = { method: 'cash' }), ['payment.method']],
    [
      'prepaid that waits',
      (b) => (b.payment = { method: 'prepaid', status: 'awaiting' }),
      ['payment.status'],
    ],
    ['cod that is paid', (b) => (b.payment = { method: 'cod', status: 'paid' }), ['payment.status']],
    ['prepaid with too little', (b) => (b.payment = { amount: 2999 }), ['payment.amount']],
    [
      'a transfer that waits and has money',
      (b) => (b.payment = { method: 'bank-transfer', amount: 10 }),
      ['payment.amount'],
    ],
    [
      'a transfer that waits and was received',
      (b) => (b.payment = { method: 'konbini', receivedAt: '2026-01-15T00:00:00Z' }),
      ['payment.receivedAt'],
    ],
    [
      'money from the day after tomorrow',
      (b) => (b.payment = { receivedAt: '2026-01-17T00:00:00Z' }),
      ['payment.receivedAt'],
    ],
    ['a date that is none', (b) => (b.delivery = { date: '2026-02-30' }), ['delivery.date']],
    ['a date with a time', (b) => (b.delivery = { date: '2026-02-03T00:00:00Z' }), ['delivery.date']],
    ['an unknown slot', (b) => (b.delivery = { slot: '20-21' }), ['delivery.slot']],
    [
      'a named service without its name',
      (b) => (b.delivery = { mode: 'named-service' }),
      ['delivery.service'],
    ],
    [
      'a service that is not asked for',
      (b) => (b.delivery = { service: 'yamato/takkyubin' }),
      ['delivery.service'],
    ],
    [
      'a service in a shape of its own',
      (b) => (b.delivery = { mode: 'named-service', service: 'Takkyubin' }),
      ['delivery.service'],
    ],
    [
      'left at the door and picked up',
      (b) => (b.delivery = { unattendedPlace: '玄関', pickUpPoint: 'PUDO-1' }),
      ['delivery.unattendedPlace'],
    ],
    ['a total that differs', (b) => (b.money = { total: 3001 }), ['money.total']],
    [
      'a charge without an amount',
      (b) => (b.money = { charges: [{ kind: 'postage' }] }),
      ['money.charges[0].amount'],
    ],
    [
      'a negative discount',
      (b) => (b.money = { discounts: [{ kind: 'coupon', amount: -1 }] }),
      ['money.discounts[0].amount'],
    ],
    [
      'a discount above the price',
      (b) => (b.money = { discounts: [{ kind: 'coupon', amount: 3001 }] }),
      ['money.discounts'],
    ],
    [
      '21 charges',
      (b) => (b.money = { charges: Array.from({ length: 21 }, () => ({ kind: 'other', amount: 1 })) }),
      ['money.charges'],
    ],
    ['more yen than there may be', (b) => (b.lines[0].unitPrice = 999_999_999), ['money.total']],
    ['an unknown short stock rule', (b) => (b.shortStock = 'wait'), ['shortStock']],
    ['an unknown language', (b) => (b.language = 'fr'), ['language']],
    ['remarks too long', (b) => (b.remarks = LONG(1001)), ['remarks']],
    ['a gift message too long', (b) => (b.gift = { message: LONG(501) }), ['gift.message']],
    ['an opt-in in quotes', (b) => (b.marketingOptIn = 'true'), ['marketingOptIn']],
    ['placed without an offset', (b) => (b.placedAt = '2026-01-15T00:00:00'), ['placedAt']],
    ['placed on a day that is none', (b) => (b.placedAt = '2026-02-30T00:00:00Z'), ['placedAt']],
    ['placed next week', (b) => (b.placedAt = '2026-01-22T00:00:00Z'), ['placedAt']],
  ])('%s', (_name, change, paths) => expect(faultsOf(changed(change))).toEqual(paths));

  it('tells everything that is wrong at once', () => {
    const body = changed(
      (b: { lines: { quantity: number }[]; shipTo: { prefecture: number }; contact: { email: string } }) => {
        b.lines[0]!.quantity = 0;
        b.shipTo.prefecture = 99;
        b.contact.email = '?';
      },
    );
    expect(faultsOf(body)).toEqual(['lines[0].quantity', 'shipTo.prefecture', 'contact.email']);
  });
});

describe('a good body passes', () => {
  it.each<[string, (body: any) => void]>([
    ['the smallest', () => undefined],
    ['200 lines of the same sku', (b) => (b.lines = Array.from({ length: 200 }, () => ({ ...b.lines[0] })))],
    ['a gift of no price', (b) => (b.lines[0].unitPrice = 0)],
    ['a prefecture by its name', (b) => (b.shipTo.prefecture = '北海道')],
    ['a postal code without its hyphen', (b) => (b.shipTo.postalCode = '1000001')],
    ['characters outside JIS X 0208', (b) => (b.shipTo.name = '髙﨑 𠮷①㈱')],
    ['emoji', (b) => (b.shipTo.building = '🏠👨‍👩‍👧 ビル')],
    ['a name of 100 characters outside the BMP', (b) => (b.shipTo.name = '𠮷'.repeat(100))],
    ['an old mobile address that RFC 5321 does not know', (b) => (b.contact.email = 'a..b.@docomo.ne.jp')],
    ['remarks on several lines', (b) => (b.remarks = '一行目\n二行目\tよろしく')],
    ['an empty remark', (b) => (b.remarks = '')],
    [
      'null where something may be left out',
      (b) => (b.payment = b.delivery = b.gift = b.money = b.remarks = null),
    ],
    [
      'a total that is right',
      (b) => (b.money = { total: 3300, charges: [{ kind: 'postage', amount: 300 }] }),
    ],
    ['a total with the tax excluded', (b) => (b.money = { taxMode: 'excluded', total: 3300 })],
    [
      'a transfer that was received',
      (b) => (b.payment = { method: 'bank-transfer', status: 'paid', amount: 3000 }),
    ],
    ['cod', (b) => (b.payment = { method: 'cod' })],
    [
      'a named service',
      (b) =>
        (b.delivery = { mode: 'named-service', service: 'yamato/takkyubin', slot: 'am', date: '2026-01-20' }),
    ],
    ['placed with an offset', (b) => (b.placedAt = '2026-01-15T09:00:00+09:00')],
  ])('%s', (_name, change) => expect(faultsOf(changed(change))).toEqual([]));
});

describe('a refusal says how to mend it', () => {
  const refusalOf = (change: (body: PlaceOrderDto) => void): FieldFault | undefined => {
    const body = anOrderBody();
    change(body);
    return checkOrder(body, NOW)[0];
  };

  it('names the difference of the total in yen', () => {
    expect(refusalOf((b) => (b.money = { total: 2900 }))?.message).toBe(
      'says 2,900 yen, but lines + charges - discounts make 3,000 yen (tax included): 100 yen too little',
    );
    expect(refusalOf((b) => (b.money = { taxMode: 'excluded', total: 3400 }))?.message).toContain(
      '100 yen too much',
    );
  });

  it('never repeats personal data', () => {
    const body = changed((b: PlaceOrderDto) => {
      b.shipTo.phone = 'Canary-Phone';
      b.contact.email = 'Canary Mail';
      b.remarks = `Canary${LONG(1001)}`;
    });
    const errors = validateSync(plainToInstance(PlaceOrderDto, body), { stopAtFirstError: true });
    const texts = errors.flatMap(({ constraints, children }) => [
      ...Object.values(constraints ?? {}),
      ...(children ?? []).flatMap((child) => Object.values(child.constraints ?? {})),
    ]);
    expect(texts).toHaveLength(3);
    expect(texts.join()).not.toContain('Canary');
  });
});

describe('the day at the shop', () => {
  it('begins at midnight in Tokyo', () => {
    expect(dayIn('Asia/Tokyo', new Date('2026-01-14T14:59:59Z'))).toBe('2026-01-14');
    expect(dayIn('Asia/Tokyo', new Date('2026-01-14T15:00:00Z'))).toBe('2026-01-15');
    expect(dayIn('UTC', new Date('2026-01-14T15:00:00Z'))).toBe('2026-01-14');
  });

  it('is the first day a delivery may have', () => {
    expect(dateFaults('2026-01-15', '2026-01-15')).toEqual([]);
    expect(dateFaults(undefined, '2026-01-15')).toEqual([]);
    expect(dateFaults('2026-01-14', '2026-01-15')).toMatchObject([{ path: 'delivery.date' }]);
  });

  it('a year ahead is the last', () => {
    expect(dateFaults('2027-01-15', '2026-01-15')).toEqual([]);
    expect(dateFaults('2027-01-16', '2026-01-15')).toMatchObject([{ path: 'delivery.date' }]);
  });
});
