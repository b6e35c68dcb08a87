/** Where in which key a value is printed: what the printer must know, and what its messages name. */
export interface KeyHole {
  /** Id of the function: `findUser`. */
  readonly owner: string;
  /** Path of the value: `session`, `filter.country`. */
  readonly name: string;
  /** Whether the value stands in `id(name=value)`, in a `@key` template or in a `@tag`. */
  readonly form: 'arguments' | 'template' | 'tag';
  /**
   * The one character that a bare token must not contain here, because the template's text begins with it after the
   * hole; `''` for none.
   */
  readonly excluded: string;
}
