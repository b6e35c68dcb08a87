import type { Diagnostic } from '@holdfast/transformer';
import { EXIT, type ExitCode } from './exit-code.ts';

// What the person at the keyboard got wrong, and not the code.
const USAGE = new Set([2020, 2021, 2022, 2024, 2027, 2028, 2029]);

/** Ends a command before its end: one problem with what it was told to work on. Caught by the command line. */
export class CommandFailure extends Error {
  readonly diagnostic: Diagnostic;
  readonly exitCode: ExitCode;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
    this.exitCode = USAGE.has(diagnostic.code) ? EXIT.usage : EXIT.findings;
  }
}
