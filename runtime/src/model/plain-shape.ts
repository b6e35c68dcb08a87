/**
 * What of a result may hold instances of an ORM's models, as the build reads it from the types. Numbers are indexes into
 * the list of shapes; the first is that of the whole result.
 */
export interface PlainShape {
  /** An instance becomes an object with these fields, and those of `parts`; absent: the value holds no instance itself. */
  readonly columns?: readonly string[];
  /** Fields that are looked into, each with its shape. */
  readonly parts?: readonly (readonly [string, number])[];
  /** Elements of an array or a Set. */
  readonly items?: number;
  /** Values of a Map, or of an object's other fields. */
  readonly values?: number;
}
