import type { Span } from '../span.ts';

/** A name as it stands in the comment. */
export interface NamedWord extends Span {
  readonly name: string;
}

/** A duration as it stands in the comment. */
export interface DurationWord extends Span {
  readonly milliseconds: number;
}

/** What a `@cache` or `@batch` line says. What is absent was not written. */
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
  /** `@batch` only: most items a body call; at least 1. */
  readonly max?: number;
  /** `@batch` only: the path from a result to its item, `author.id`. */
  readonly by?: NamedWord;
  /** `@batch` only: how long concurrent calls are collected; 0 is one tick. */
  readonly window?: DurationWord;
}
