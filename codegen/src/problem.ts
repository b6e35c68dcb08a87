import type { Diagnostic } from '@holdfast/transformer';

/** A diagnostic with its place, as it is printed and as `--json` gives it. */
export interface Problem {
  /** `HF1410` */
  readonly code: string;
  readonly slug: string;
  readonly message: string;
  /** From the folder of the command on, with `/`; absent where there is no place in a source file. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
  /** The line of the source with a marker below the place. */
  readonly frame?: string;
}

/** A problem without a place. */
export function toProblem({ code, slug, message }: Diagnostic): Problem {
  return { code: `HF${code}`, slug, message };
}
