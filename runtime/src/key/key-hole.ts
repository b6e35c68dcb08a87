/** Where in which key a value is printed: what the printer must know, and what its messages name. */
export interface KeyHole {
  /** Id of the function: `findUser`. */
  readonly owner: string;
  /** Path of the value: `session`, `filter.country`; of a function that gave it, `tenantOf()`. */
  readonly name: string;
  /**
   * Whether the value stands in `id(name=value)`, in a `@key` template, in a `@tag`, behind `|` (what `vary` gave), or is
   * what `@tag =fn` gave.
   */
  readonly form: 'arguments' | 'template' | 'tag' | 'vary' | 'tags';
  /**
   * The one character that a bare token must not contain here, because the template's text begins with it after the
   * hole; `''` for none.
   */
  readonly excluded: string;
  /** The order of this list does not count: an array or a Set prints as the sorted list of its items. */
  readonly unordered?: boolean;
}
