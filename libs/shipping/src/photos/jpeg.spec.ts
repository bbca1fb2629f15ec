import { withoutMetadata } from './jpeg.js';

const block = (marker: number, text: string): number[] => {
  const bytes = [...Buffer.from(text, 'latin1')];
  const length = bytes.length + 2;
  return [0xff, marker, length >> 8, length & 0xff, ...bytes];
};
const START = [0xff, 0xd8];
const PICTURE = [...block(0xdb, 'quantisation'), ...block(0xda, 'scan'), 1, 2, 3, 0xff, 0x00, 4, 0xff, 0xd9];
const jpeg = (...blocks: number[][]): Uint8Array => Uint8Array.from([...START, ...blocks.flat(), ...PICTURE]);
const stripped = (bytes: Uint8Array): string => Buffer.from(withoutMetadata(bytes)!).toString('latin1');

describe('a photo', () => {
  it('tells nobody where it was taken, when, by what, nor shows a small copy', () => {
    const told = jpeg(
      block(0xe0, 'JFIF'),
      block(0xe1, 'Exif GPS 35.68N'),
      block(0xe1, 'http://ns.adobe.com/xap'),
      block(0xed, 'Photoshop IPTC'),
      block(0xfe, 'a comment'),
      block(0xee, 'Adobe'),
    );
    expect(stripped(told)).toBe(
      Buffer.from(jpeg(block(0xe0, 'JFIF'), block(0xee, 'Adobe'))).toString('latin1'),
    );
  });

  it('without any of it stays as it is', () => {
    const plain = jpeg(block(0xe0, 'JFIF'));
    expect(withoutMetadata(plain)).toEqual(plain);
  });

  it.each([
    ['a PNG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])],
    ['nothing', new Uint8Array()],
    ['a beginning and no more', Uint8Array.from(START)],
    ['a block that is longer than the file', Uint8Array.from([...START, 0xff, 0xe1, 0xff, 0xff, 1])],
    ['a block of no length', Uint8Array.from([...START, 0xff, 0xe1, 0, 0, ...PICTURE])],
    ['text where a block should begin', Uint8Array.from([...START, ...Buffer.from('<script>')])],
    ['a picture that is cut off', jpeg().subarray(0, -2)],
    ['something behind the picture', Uint8Array.from([...jpeg(), ...Buffer.from('PK')])],
  ])('is not %s', (_case, bytes) => {
    expect(withoutMetadata(bytes)).toBeUndefined();
  });
});
