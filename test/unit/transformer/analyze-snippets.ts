import type { FunctionSpec } from 'holdfast';
import type ts from 'typescript';
import { compileSources } from './compile-sources.ts';

/** What the build found in one snippet. */
export interface SnippetAnalysis {
  readonly specs: readonly FunctionSpec[];
  readonly messages: readonly string[];
  /** What the messages point at, with their codes: `1230 this.tenantId`. */
  readonly words: readonly string[];
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
      const found = problems.get(path) ?? [];
      return [
        title,
        {
          specs: ((sourceFile && analysis.get(sourceFile)?.functions) ?? []).map(({ spec }) => spec),
          messages: found.map(({ message }) => message),
          words: found.map(({ code, start, length }) => `${code} ${text.slice(start, start + length)}`),
        },
      ];
    }),
  );
}
