/**
 * How stores of bytes hold results: by the function's codec, with its name, so that a reader knows what it has in hand.
 *
 * Every caller gets a value of its own by decoding, the first one too, so a hit equals the miss and nobody changes what
 * others get. Two isolations differ: `freeze` freezes each decoded value (where all of it can be frozen), and `share`
 * gives the computation's own callers the result itself. A store of bytes cannot share what it holds, so later callers
 * still get values of their own.
 */
import { ConfigurationError, UnreadableEntryError, UnstorableValueError } from '../errors.ts';
import { fitsShape } from '../value/fits-shape.ts';
import { freezeDeep } from '../value/freeze-value.ts';
import type { Isolation } from '../value/isolate.ts';
import {
  type Codec,
  type Sealed,
  type SealedValue,
  type Sealing,
  type SealOptions,
  UNREADABLE,
} from '../value/sealing.ts';
import { compress, decompress, splitName } from './compress.ts';
import { findCodec, isBuiltIn } from './find-codec.ts';

/** Options of stores that hold bytes. */
export interface SealBytesOptions {
  /** Payloads of more bytes than this are compressed where that makes them smaller; absent: none are. */
  readonly compressAbove?: number | undefined;
}

/**
 * The sealing of a store of bytes; give it to a store as `sealing`. The store holds `SealedValue`s: a name, a shape and a
 * payload of text or bytes, each to be given back as it was.
 *
 * Example: `sealBytes({ compressAbove: 10_000 })`.
 *
 * @throws ConfigurationError (HF2001) where `compressAbove` is no number of bytes.
 */
export function sealBytes({ compressAbove }: SealBytesOptions = {}): Sealing {
  if (compressAbove !== undefined && !(Number.isSafeInteger(compressAbove) && compressAbove >= 0)) {
    throw new ConfigurationError(`compressAbove takes a whole number of bytes, not ${String(compressAbove)}.`);
  }
  const readers = new Readers();
  return {
    seal: (value, options) => sealValue(value, options, compressAbove ?? Number.POSITIVE_INFINITY),
    open: (held, options) => openValue(held, options, readers),
  };
}

/** @throws UnstorableValueError (HF3010) where the codec does not carry the value. */
function sealValue(value: unknown, options: SealOptions, compressAbove: number): Sealed {
  const codec = findCodec(options.codec, options.codecs);
  const payload = encode(codec, value);
  const bytes = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.byteLength;
  const compressed = bytes > compressAbove ? compress(payload, bytes) : undefined;
  return {
    held:
      compressed === undefined
        ? hold(codec.name, options, payload)
        : hold(codec.name + compressed.suffix, options, compressed.payload),
    bytes: compressed?.payload.byteLength ?? bytes,
    take: takerOf(value, options.isolate, { codec, payload }),
  };
}

/** @param codec its name, with what was done to its bytes */
function hold(codec: string, { shape }: SealOptions, payload: string | Uint8Array): SealedValue {
  return shape === undefined ? { codec, payload } : { codec, shape, payload };
}

function encode(codec: Codec, value: unknown): string | Uint8Array {
  const payload: unknown = tryEncode(codec, value);
  // A lone surrogate has no UTF-8, so a store would give back another text.
  if (payload instanceof Uint8Array || (typeof payload === 'string' && payload.isWellFormed())) return payload;
  const problem = typeof payload === 'string' ? 'text that has no UTF-8' : `a ${typeof payload}`;
  throw new UnstorableValueError(`codec ${codec.name} wrote ${problem}; encode gives a string or a Uint8Array.`);
}

/** A codec's failure, as one error: a stack that is used up, a text longer than strings can be, a given codec's own. */
function tryEncode(codec: Codec, value: unknown): unknown {
  try {
    return codec.encode(value);
  } catch (cause) {
    if (cause instanceof UnstorableValueError || cause instanceof ConfigurationError) throw cause;
    throw new UnstorableValueError(`codec ${codec.name} cannot write the result: ${describe(cause)}.`, { cause });
  }
}

/** What a codec wrote. */
interface Written {
  readonly codec: Codec;
  readonly payload: string | Uint8Array;
}

function takerOf(value: unknown, isolate: Isolation, written: Written): () => unknown {
  const known = isBuiltIn(written.codec);
  if (isolate === 'share' || (known && isPrimitive(value))) return giverOf(value);
  const decode = known ? decoderOf(written) : decodeFirst(written);
  return isolate === 'copy' ? decode : takeFrozen(decode);
}

function giverOf(value: unknown): () => unknown {
  return () => value;
}

function decoderOf(written: Written): () => unknown {
  return () => written.codec.decode(written.payload);
}

/** A given codec must be able to read what it wrote: that shows now, and not in the caller's hands. */
function decodeFirst({ codec, payload }: Written): () => unknown {
  let first: { readonly value: unknown } | undefined;
  try {
    first = { value: codec.decode(payload) };
  } catch (cause) {
    throw new UnstorableValueError(`codec ${codec.name} cannot read what it wrote: ${describe(cause)}.`, { cause });
  }
  return () => {
    if (first === undefined) return codec.decode(payload);
    const { value } = first;
    first = undefined;
    return value;
  };
}

/** One frozen value for all, or one for each where it cannot be frozen. */
function takeFrozen(decode: () => unknown): () => unknown {
  let shared: { readonly value: unknown } | undefined;
  return () => {
    if (shared !== undefined) return shared.value;
    const value = decode();
    if (freezeDeep(value)) shared = { value };
    return value;
  };
}

/** What reads entries whose codec has this name, with what was done to its bytes. */
interface Reader {
  readonly name: string;
  readonly codecs: ReadonlyMap<string, Codec>;
  readonly codec: Codec;
  readonly suffix: string;
}

/** Finds what reads an entry; mostly it is what read the one before. */
class Readers {
  #last: Reader | undefined;

  /** @throws ConfigurationError (HF2001) where there is no such codec */
  find(name: string, codecs: ReadonlyMap<string, Codec>): Reader {
    if (this.#last?.name === name && this.#last.codecs === codecs) return this.#last;
    const { codec, suffix } = splitName(name);
    this.#last = { name, codecs, codec: findCodec(codec, codecs), suffix };
    return this.#last;
  }
}

/** @throws UnreadableEntryError (HF3011) with the reason, for whatever `sealValue` did not make. */
function openValue(held: unknown, options: SealOptions, readers: Readers): unknown {
  if (!isSealedValue(held)) throw new UnreadableEntryError('the store holds something that is no entry of a codec.');
  if (!fitsShape(held.shape, options.shape)) return UNREADABLE;
  try {
    const { codec, suffix } = readers.find(held.codec, options.codecs);
    const value = codec.decode(decompress(held.payload, suffix));
    if (options.isolate === 'freeze') freezeDeep(value);
    return value;
  } catch (cause) {
    throw new UnreadableEntryError(`an entry of codec ${held.codec.slice(0, 40)} cannot be read: ${describe(cause)}.`, {
      cause,
    });
  }
}

function isSealedValue(held: unknown): held is SealedValue {
  if (typeof held !== 'object' || held === null) return false;
  const { codec, shape, payload }: { [Name in keyof SealedValue]?: unknown } = held;
  if (typeof codec !== 'string' || (shape !== undefined && typeof shape !== 'string')) return false;
  return typeof payload === 'string' || payload instanceof Uint8Array;
}

function isPrimitive(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** The error's own words, without a stop at the end. */
function describe(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.slice(0, 300).replace(/\.$/, '');
}
