/** A type while a value of it is put together, field by field: what is not there must not be there as `undefined`. */
export type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
