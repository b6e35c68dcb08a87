import type { Span } from '../span.ts';
import type { CacheOptions, NamedWord } from './cache-options.ts';
import type { Hole, TemplateParts } from './parse-template.ts';
import type { OwnTag } from './tag-names.ts';

/** A `@cache` line. The span covers `@cache`. */
export interface CacheLine extends Span {
  readonly tag: 'cache';
  readonly options: CacheOptions;
}

/** `@batch ids ttl=10m`. The span covers `@batch`. */
export interface BatchLine extends Span {
  readonly tag: 'batch';
  /** The parameter that takes the items. */
  readonly parameter: NamedWord;
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

/** A dotted path as it stands in the comment: `customer.id`. */
export interface PathWord extends Span {
  readonly path: readonly string[];
}

/**
 * `id=…`: where the id of an entity stands.
 * - `path`: one word. It is a path within the entity, or where that has no such property, a function in scope that
 *   takes the entity and gives its id. In `@entity` it is a path.
 * - `parts`: `(product_id,user_id)`, the parts of a composite id in this order.
 * - `result`: the result, or each item of it, is the id.
 */
export type IdOption =
  | { readonly form: 'path'; readonly word: PathWord }
  | { readonly form: 'parts'; readonly words: readonly PathWord[] }
  | ({ readonly form: 'result' } & Span);

/** What a `@tracks` or `@invalidates` line names. */
export type EntityTarget =
  /** No name: all entity types of the result. */
  | { readonly of: 'types' }
  /** `@tracks none` */
  | { readonly of: 'none'; readonly word: Span }
  | { readonly of: 'entity'; readonly entity: NamedWord }
  /** `@tracks user:{userId}`, `@tracks item:{orderId},{productId}` */
  | { readonly of: 'arguments'; readonly entity: NamedWord; readonly holes: readonly Hole[] }
  /** `@tracks {User}`: a class or table in scope. */
  | { readonly of: 'model'; readonly model: NamedWord };

/** A `@tracks` or `@invalidates` line. The span covers the tag. */
export interface EntitiesLine extends Span {
  readonly tag: 'tracks' | 'invalidates';
  readonly target: EntityTarget;
  readonly rows?: Span;
  readonly id?: IdOption;
  /** `missingId=skip` */
  readonly missing?: 'skip';
}

/** `@invalidatesTag team:{teamId}` */
export interface InvalidatesTagLine extends Span {
  readonly tag: 'invalidatesTag';
  readonly text: string;
  readonly parts: TemplateParts;
}

/** `@entity user id=code` on a type. */
export interface EntityLine extends Span {
  readonly tag: 'entity';
  readonly entity: NamedWord;
  /** Absent: `id`. */
  readonly id?: IdOption;
}

/** A tag line that was refused; it still counts as present. */
export interface RefusedLine extends Span {
  readonly tag: OwnTag;
  readonly refused: true;
}

/** One line of ours. */
export type TagLine =
  | CacheLine
  | BatchLine
  | TemplateLine
  | ComputedTagLine
  | IdPrefixLine
  | EntitiesLine
  | InvalidatesTagLine
  | EntityLine
  | RefusedLine;
