import type { Span } from '../span.ts';
import type { CacheOptions, NamedWord } from './cache-options.ts';
import type { TemplateParts } from './parse-template.ts';
import type { OwnTag } from './tag-names.ts';

/** A `@cache` line. The span covers `@cache`. */
export interface CacheLine extends Span {
  readonly tag: 'cache';
  readonly options: CacheOptions;
}

/** A `@key` or `@tag` line with a template. `text` is the template as written. */
export interface TemplateLine extends Span {
  readonly tag: 'key' | 'tag';
  readonly text: string;
  readonly parts: TemplateParts;
}

/** `@tag =tagsOf`: a function in scope gives the tags. */
export interface ComputedTagLine extends Span {
  readonly tag: 'tag';
  /** With its `=`. */
  readonly text: string;
  readonly fn: NamedWord;
}

/** `@idPrefix users`, for all functions of the file. */
export interface IdPrefixLine extends Span {
  readonly tag: 'idPrefix';
  readonly prefix: NamedWord;
}

/** A tag line that was refused; it still counts as present. */
export interface RefusedLine extends Span {
  readonly tag: OwnTag;
  readonly refused: true;
}

/** One line of ours. */
export type TagLine = CacheLine | TemplateLine | ComputedTagLine | IdPrefixLine | RefusedLine;
