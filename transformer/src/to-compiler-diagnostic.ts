import type ts from 'typescript';
import type { Diagnostic } from './diagnostics.ts';

// HF1201 is printed as TS991201: far from the compiler's own numbers, and still readable.
const CODE_OFFSET = 990_000;

/** A diagnostic in the compiler's own form. Without a file it stands for the whole program. */
export function toCompilerDiagnostic(
  typescript: typeof ts,
  sourceFile: ts.SourceFile | undefined,
  { code, message, start, length }: Diagnostic,
): ts.Diagnostic {
  const place = sourceFile === undefined ? { start: undefined, length: undefined } : { start, length };
  return {
    category: typescript.DiagnosticCategory.Error,
    code: CODE_OFFSET + code,
    messageText: message,
    source: 'holdfast',
    file: sourceFile,
    ...place,
  };
}
