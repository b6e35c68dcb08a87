import { join } from 'node:path';
import { compileSources } from './compile-sources.ts';

/** One source of a case: `@@` stands where the doc comment goes. */
export interface SourceCase {
  /** What stands behind `@cache`, and the lines below it: `if=keep`. */
  readonly lines: string;
  readonly source: string;
}

interface CaseFiles {
  /** What each source begins with. */
  readonly prelude: string;
  /** Modules that the sources import, by name. */
  readonly modules: Readonly<Record<string, string>>;
}

const FOLDER = import.meta.dirname;

/** The first words of each problem of each case, without its number: `unknown-function: if=kep is not …`. */
export function reportCases(cases: readonly SourceCase[], { prelude, modules }: CaseFiles): readonly string[] {
  const files = cases.map(({ lines, source }, index) => {
    const comment = `/**\n * @cache ${lines.replaceAll('\n', '\n * ')}\n */\n`;
    return { path: join(FOLDER, `case-${index}.ts`), text: `${prelude}${source.replace('@@', comment)}\n` };
  });
  const imported = Object.entries(modules).map(([name, text]) => [join(FOLDER, name), text]);
  const { problems } = compileSources({
    rootNames: files.map(({ path }) => path),
    sources: Object.fromEntries([...files.map(({ path, text }) => [path, text]), ...imported]),
    options: { types: [] },
    projectOf: (fileName) => ({ namespace: fileName, path: fileName }),
  });
  return files.map(({ path }) =>
    (problems.get(path) ?? []).map(({ message }) => message.replace(/^HF\d+ /, '')).join('\n'),
  );
}
