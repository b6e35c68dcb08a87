/** A piece of a source file, in UTF-16 offsets from its start. */
export interface Span {
  readonly start: number;
  readonly length: number;
}
