import type { FunctionSpec, WriterSpec } from 'holdfast';
import type ts from 'typescript';
import type { Diagnostic } from '../../../transformer/src/diagnostics.ts';
import { compileSources } from './compile-sources.ts';

/** What the build found in one snippet. */
export interface SnippetAnalysis {
  readonly specs: readonly FunctionSpec[];
  readonly writers: readonly WriterSpec[];
  readonly messages: readonly string[];
  /** What the messages point at, with their codes: `1230 this.tenantId`. */
  readonly words: readonly string[];
  /** What is said of functions that are rewritten all the same, as in `words`. */
  readonly warnings: readonly string[];
}

/** Analyzes snippets, each a file and a namespace of its own in one program. @throws Error where one does not compile. */
export function analyzeSnippets(
  snippets: Readonly<Record<string, string>>,
  options?: ts.CompilerOptions,
): Readonly<Record<string, SnippetAnalysis>> {
  const entries = Object.entries(snippets).map(([title, text], index) => ({ title, text, path: `/${index}.ts` }));
  const { problems, analysis, program, readCompilerMessages } = compileSources({
    rootNames: entries.map(({ path }) => path),
    sources: Object.fromEntries(entries.map(({ path, text }) => [path, text])),
    projectOf: (fileName) => ({ namespace: fileName, path: fileName.slice(1) }),
    ...(options && { options }),
  });
  const complaints = readCompilerMessages();
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  return Object.fromEntries(
    entries.map(({ title, text, path }) => {
      const sourceFile = program.getSourceFile(path);
      const file = sourceFile && analysis.get(sourceFile);
      const found = problems.get(path) ?? [];
      const pointAt = ({ code, start, length }: Diagnostic): string => `${code} ${text.slice(start, start + length)}`;
      return [
        title,
        {
          specs: (file?.functions ?? []).map(({ spec }) => spec),
          writers: (file?.writers ?? []).map(({ spec }) => spec),
          messages: found.map(({ message }) => message),
          words: found.map(pointAt),
          warnings: (file?.warnings ?? []).map(pointAt),
        },
      ];
    }),
  );
}
