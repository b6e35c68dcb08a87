import type { Span } from '../span.ts';

/** A name as it stands in the comment. */
export interface NamedWord extends Span {
  readonly name: string;
}

/** What a `@cache` line says. What is absent was not written. */
export interface CacheOptions {
  /** Milliseconds. */
  readonly ttl?: number | 'forever';
  /** How long `null` and `undefined` live, in milliseconds. */
  readonly nulls?: number | 'ttl' | 'skip';
  /** The whole id: what `@idPrefix` says is not put before it. */
  readonly id?: NamedWord;
  /** Parameters, each once. */
  readonly omit?: readonly NamedWord[];
  /** Parameters, each once. */
  readonly unordered?: readonly NamedWord[];
  /** A function, or a dotted path to one: `Policies.keep`. */
  readonly if?: NamedWord;
  /** A function, or a dotted path to one. */
  readonly vary?: NamedWord;
  /** Entries; at least 1. */
  readonly maxSize?: number;
  /** Where the word stands. */
  readonly shared?: Span;
  readonly isolate?: 'copy' | 'freeze' | 'share';
  readonly codec?: string;
  readonly store?: string;
  /** Entries of results of any shape are served. */
  readonly shape?: 'any';
}
