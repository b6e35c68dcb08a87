import { ConfigurationError } from '../errors.ts';
import { decodeText } from './decode-text.ts';

const UNIT = /[A-Za-z0-9_.+-]|%u[0-9A-F]{4}|%[0-9A-F]{2}/y;
const UNITS = /(?:[A-Za-z0-9_.+-]+|%u[0-9A-F]{4}|%[0-9A-F]{2})*/y;

/** Of a longer text, the message has the beginning only. */
const MOST_SHOWN = 250;

/** Reads a printed key from left to right. Every failure names the place and the text. */
export class KeyReader {
  readonly text: string;
  #position = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The next character; `''` at the end. */
  get next(): string {
    return this.text.charAt(this.#position);
  }

  /** Takes the text if it comes next. */
  takes(expected: string): boolean {
    if (!this.text.startsWith(expected, this.#position)) return false;
    this.#position += expected.length;
    return true;
  }

  /** Takes the text, which must come next. */
  take(expected: string): void {
    if (!this.takes(expected)) this.fail(`expected ${JSON.stringify(expected)}`);
  }

  /** Takes what a sticky expression matches here and returns its first group, or `undefined` where it does not match. */
  takesMatch(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.#position;
    const match = sticky.exec(this.text);
    if (match === null) return undefined;
    this.#position = sticky.lastIndex;
    return match[1] ?? match[0];
  }

  /**
   * Takes the longest token, up to `stop`, and decodes it; `''` where none begins here.
   * @param stop printed text before which the token ends although it could go on; `''` for none. Compared between whole
   * escapes only, and UTF-8 tells a character's first byte from the others; so it is never found inside a character.
   */
  takeToken(stop: string): string {
    const start = this.#position;
    if (stop === '') {
      this.takesMatch(UNITS);
    } else {
      while (!this.text.startsWith(stop, this.#position) && this.takesMatch(UNIT) !== undefined);
    }
    return this.decode(this.text.slice(start, this.#position));
  }

  /** Decodes a part of the text. */
  decode(encoded: string): string {
    try {
      return decodeText(encoded);
    } catch (cause) {
      if (cause instanceof URIError) this.fail(`${encoded} is not percent-encoded UTF-8`);
      throw cause;
    }
  }

  /** The end must come next. */
  end(): void {
    if (this.next !== '') this.fail('expected the end');
  }

  /** @throws ConfigurationError HF2001 with the place in the text */
  fail(problem: string): never {
    return this.failWhole(`${problem} at position ${this.#position}`);
  }

  /** @throws ConfigurationError HF2001 for a text that can be read, but that no value prints as */
  failCanonical(canonical: string): never {
    return this.failWhole(`not in canonical form (${shownOf(canonical)})`);
  }

  /** @throws ConfigurationError HF2001 where no single place is to blame */
  failWhole(problem: string): never {
    throw new ConfigurationError(`cannot read the key ${JSON.stringify(shownOf(this.text))}: ${problem}.`);
  }
}

function shownOf(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
