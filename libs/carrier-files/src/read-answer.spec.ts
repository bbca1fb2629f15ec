import iconv from 'iconv-lite';
import { trackingNumber } from '@okuru/carriers';
import { carrierFile } from './carrier-file.js';
import { LAYOUTS } from './layouts/index.js';
import { readAnswer } from './read-answer.js';
import { aParcel, contract } from './testing/a-parcel.js';

const [b2, eHiden] = LAYOUTS;
const file = (...lines: string[]) => iconv.encode(lines.join('\r\n'), 'cp932');
const HEADER = 'お客様管理番号,送り状種類,クール区分,伝票番号';
const one = trackingNumber(12_345_678_901);
const two = trackingNumber(12_345_678_902);

describe('the answer of B2 Cloud', () => {
  it('gives each parcel its number, hyphens and full-width digits taken as meant', () => {
    const wide = [...two].map((digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0)).join('');
    const answer = readAnswer(
      b2!,
      file(
        HEADER,
        `P-1,0,0,${one.slice(0, 4)}-${one.slice(4, 8)}-${one.slice(8)}`,
        `"P-2",0,0,"${wide}"`,
        ',0,0,111',
      ),
    );
    expect(answer).toEqual({
      waybills: [
        { controlNumber: 'P-1', trackingNumber: one },
        { controlNumber: 'P-2', trackingNumber: two },
      ],
      passedOver: 1,
    });
  });

  it('takes the file it was given back once the program has filled the number in', () => {
    const given = carrierFile(b2!, [aParcel()], contract);
    if (!('file' in given)) throw new Error('not exported');
    const text = iconv.decode(given.file, 'cp932');
    const filled = text.replace('"P-000000000001","0","0",""', `"P-000000000001","0","0","${one}"`);
    expect(filled).not.toBe(text);
    expect(readAnswer(b2!, iconv.encode(filled, 'cp932'))).toEqual({
      waybills: [{ controlNumber: 'P-000000000001', trackingNumber: one }],
      passedOver: 0,
    });
  });

  it.each([
    [
      'a wrong check digit',
      [`P-1,0,0,${one.slice(0, 11)}${(Number(one[11]) + 1) % 7}`],
      2,
      'is no waybill number',
    ],
    ['what a spreadsheet makes of it', ['P-1,0,0,1.23457E+11'], 2, 'is no waybill number'],
    ['none', ['P-1,0,0,'], 2, 'has no waybill number'],
    ['two for one parcel', [`P-1,0,0,${one}`, `P-1,0,0,${two}`], 3, 'has two numbers'],
    ['one for two parcels', [`P-1,0,0,${one}`, `P-2,0,0,${one}`], 3, 'stands at P-1 too'],
  ])('is refused whole for %s', (_what, lines, row, message) => {
    expect(readAnswer(b2!, file(HEADER, ...lines))).toMatchObject({
      faults: [{ row, message: expect.stringContaining(message) }],
    });
  });

  it('the same row twice is one', () => {
    expect(readAnswer(b2!, file(HEADER, `P-1,0,0,${one}`, `P-1,0,0,${one}`))).toMatchObject({
      waybills: [{ controlNumber: 'P-1' }],
    });
  });

  it.each([
    ['another file', file('a,b', '1,2'), 'does not name'],
    ['nothing', file(''), 'does not name'],
    ['an open quote', file(HEADER, '"P-1,0,0,1'), 'is not a CSV file'],
  ])('%s is refused', (_what, bytes, message) => {
    expect(readAnswer(b2!, bytes)).toMatchObject({ faults: [{ message: expect.stringContaining(message) }] });
  });
});

it('the answer of e-Hiden III is found by its own names', () => {
  const answer = readAnswer(
    eHiden!,
    file('お問い合せ送り状No.,出荷日,お客様管理番号', `${one},2026/11/26,P-1`),
  );
  expect(answer).toMatchObject({ waybills: [{ controlNumber: 'P-1', trackingNumber: one }] });
});
