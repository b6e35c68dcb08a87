/** The runtime with one rule switched off: the scheduler must find what that breaks. */
export interface Mutant {
  readonly name: string;
  /** What no longer holds. */
  readonly rule: string;
  /** Below runtime/src. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Where it is found. */
  readonly scenario: string;
}
