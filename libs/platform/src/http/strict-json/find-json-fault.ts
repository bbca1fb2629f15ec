import { isUtf8 } from 'node:buffer';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './json-bytes.js';
import {
  DEPTH_MAX,
  FORBIDDEN_KEYS,
  hasLoneSurrogate,
  JsonFault,
  type JsonFaultKind,
  pathText,
  TOKENS_MAX,
} from './json-fault.js';

/**
 * Reads the text byte by byte and answers the first fault with its place. Slow beside JSON.parse, so it is asked only
 * about texts that parseStrictJson has already found wanting.
 */
export const findJsonFault = (bytes: Uint8Array): JsonFault | undefined => {
  try {
    new Reader(bytes).read();
    return undefined;
  } catch (fault) {
    if (fault instanceof JsonFault) return fault;
    throw fault;
  }
};

const SIMPLE_ESCAPES = new Set(Buffer.from('"\\/bfnrt'));
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = ['true', 'false', 'null'];

class Reader {
  private at = 0;
  private depth = 0;
  private tokens = 0;
  private readonly path: (string | number)[] = [];
  /** One character per byte: structure is ASCII, so this is enough for everything outside strings. */
  private readonly ascii: string;

  constructor(private readonly bytes: Uint8Array) {
    this.ascii = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }

  read(): void {
    if (this.ascii.startsWith('\u00ef\u00bb\u00bf'))
      this.refuse('malformed', 'begins with a byte order mark; send UTF-8 without one');
    this.value();
    this.space();
    if (this.at < this.bytes.length) this.refuse('malformed', 'goes on after its end');
  }

  private value(): void {
    this.space();
    const byte = this.bytes[this.at];
    if (byte === OPEN_BRACE) this.object();
    else if (byte === OPEN_BRACKET) this.array();
    else if (byte === QUOTE) this.string();
    else if (!this.word()) this.number();
  }

  private object(): void {
    this.enter();
    const seen = new Set<string>();
    if (this.closes(CLOSE_BRACE)) return;
    // bound: the length of the body
    for (;;) {
      this.space();
      const start = this.at;
      if (this.bytes[this.at] !== QUOTE) this.refuse('malformed', this.unexpected('a key in double quotes'));
      const key = this.string();
      this.path.push(key);
      if (FORBIDDEN_KEYS.has(key)) this.refuse('forbidden-key', `the key ${key} is not allowed`, start);
      if (seen.has(key)) this.refuse('duplicate-key', 'the key stands twice in the same object', start);
      seen.add(key);
      this.expect(COLON, 'a colon');
      this.value();
      this.path.pop();
      if (this.closes(CLOSE_BRACE)) return;
      this.expect(COMMA, 'a comma or }');
    }
  }

  private array(): void {
    this.enter();
    if (this.closes(CLOSE_BRACKET)) return;
    // bound: the length of the body
    for (let index = 0; ; index += 1) {
      this.path.push(index);
      this.value();
      this.path.pop();
      if (this.closes(CLOSE_BRACKET)) return;
      this.expect(COMMA, 'a comma or ]');
    }
  }

  /** Reads a string in quotes and answers what it says. */
  private string(): string {
    const start = this.at;
    this.at += 1;
    // bound: the length of the body
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined) this.refuse('malformed', 'ends inside a string');
      if (byte === QUOTE) break;
      if (byte < 0x20) this.refuse('malformed', 'a string holds a control character; write it as an escape');
      if (byte === BACKSLASH) this.escape();
      else this.at += 1;
    }
    this.at += 1;
    const raw = this.bytes.subarray(start, this.at);
    if (!isUtf8(raw)) this.refuse('broken-utf-8', 'is not UTF-8', start + firstBrokenByte(raw));
    const text = JSON.parse(Buffer.from(raw).toString()) as string;
    if (text.includes('\0')) this.refuse('nul', 'a string holds the character NUL', start);
    if (hasLoneSurrogate(text))
      this.refuse('lone-surrogate', 'a string holds half of a surrogate pair', start);
    return text;
  }

  private escape(): void {
    const kind = this.bytes[this.at + 1];
    if (kind !== undefined && SIMPLE_ESCAPES.has(kind)) this.at += 2;
    else if (/^u[0-9a-fA-F]{4}/.test(this.ascii.slice(this.at + 1, this.at + 6))) this.at += 6;
    else this.refuse('malformed', 'a string holds an unknown escape');
  }

  private word(): boolean {
    const found = WORDS.find((word) => this.ascii.startsWith(word, this.at));
    this.at += found?.length ?? 0;
    return found !== undefined;
  }

  private number(): void {
    NUMBER.lastIndex = this.at;
    const [text] = NUMBER.exec(this.ascii) ?? [];
    if (text === undefined) return this.refuse('malformed', this.unexpected('a value'));
    if (!Number.isFinite(Number(text))) this.refuse('number-out-of-range', 'a number is too large');
    this.at += text.length;
  }

  private enter(): void {
    this.count();
    this.at += 1;
    this.depth += 1;
    if (this.depth > DEPTH_MAX) this.refuse('too-deep', `is nested deeper than ${DEPTH_MAX}`);
  }

  private closes(close: number): boolean {
    this.space();
    if (this.bytes[this.at] !== close) return false;
    this.at += 1;
    this.depth -= 1;
    return true;
  }

  private expect(byte: number, what: string): void {
    this.space();
    if (this.bytes[this.at] !== byte) this.refuse('malformed', this.unexpected(what));
    this.count();
    this.at += 1;
  }

  private count(): void {
    this.tokens += 1;
    if (this.tokens > TOKENS_MAX) this.refuse('too-many-values', 'holds too many values');
  }

  private space(): void {
    // bound: the length of the body
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.at += 1;
    }
  }

  private unexpected(wanted: string): string {
    return this.at >= this.bytes.length
      ? `ends where ${wanted} should stand`
      : `something else stands where ${wanted} should`;
  }

  private refuse(kind: JsonFaultKind, message: string, offset = this.at): never {
    throw new JsonFault(kind, message, pathText(this.path), offset);
  }
}

/** By halving: where the first character begins that is none. */
const firstBrokenByte = (bytes: Uint8Array): number => {
  let [sound, broken] = [0, bytes.length];
  // bound: each turn halves what is in doubt
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1;
    if (isSoundUpTo(bytes, middle)) sound = middle;
    else broken = middle;
  }
  // What is sound so far may end within a character that turns out broken.
  // bound: the length of a character, for what is sound ends in the middle of one
  while (!isUtf8(bytes.subarray(0, sound))) sound -= 1;
  return sound;
};

/** A character cut in two at the end counts as sound. */
const isSoundUpTo = (bytes: Uint8Array, end: number): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
    return true;
  } catch {
    return false;
  }
};
