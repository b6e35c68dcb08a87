/** What a command invalidates. */
export interface InvalidationTarget {
  /** As messages name it: `user 42`, `everything`. */
  readonly shown: string;
  /** The dependency that is written: `e:user:42`; absent where a key is ended. */
  readonly dependency?: string;
  /** The printed key that is ended: `hf:app:findUser(id=42)`. */
  readonly key?: string;
}
