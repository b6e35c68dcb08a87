import { basename, dirname, relative } from 'node:path';
import type ts from 'typescript';
import type { FunctionSpec } from '../../../runtime/src/spec.ts';
import { createProjectFinder } from '../../../transformer/src/find-project.ts';
import { compileSources } from '../../unit/transformer/compile-sources.ts';

/** Texts by path below the project: `src/users.ts`. */
export type Sources = Readonly<Record<string, string>>;

/** What to build, and where: by default the project `app` in `/project`. */
export interface BuildRequest {
  readonly sources: Sources;
  readonly namespace?: string;
  /** Folder of the project; it need not exist. */
  readonly folder?: string;
  readonly options?: ts.CompilerOptions;
  /** `false`: the compiler works alone. */
  readonly isTransformed?: boolean;
}

/** What came out, in the order of the sources. */
export interface Build {
  readonly outputs: Sources;
  /** `src/users.ts(3): HF1201 unknown-hole: …` */
  readonly problems: readonly string[];
  readonly specs: readonly FunctionSpec[];
}

/** Builds a project in this process with the transformer that tspc loads. */
export function buildSources({ sources, namespace, folder = '/project', options, isTransformed }: BuildRequest): Build {
  const placed = Object.fromEntries(Object.entries(sources).map(([path, text]) => [`${folder}/${path}`, text]));
  const { program, outputs, problems, readCompilerMessages, analysis } = compileSources({
    rootNames: Object.keys(placed),
    sources: placed,
    options: { types: [], lib: ['lib.es2024.d.ts'], skipLibCheck: true, ...options },
    projectOf: createProjectFinder({
      readJson: (path) => (dirname(path) === folder && basename(path) === 'package.json' ? { name: 'app' } : {}),
      currentDirectory: folder,
      namespace,
    }),
    ...(isTransformed !== undefined && { isTransformed }),
  });
  const refused = [...problems].flatMap(([path, diagnostics]) =>
    diagnostics.map(({ start, message }) => {
      const line = (placed[path] ?? '').slice(0, start).split('\n').length;
      return `${relative(folder, path)}(${line}): ${message}`;
    }),
  );
  return {
    outputs: Object.fromEntries(Array.from(outputs, ([path, text]) => [relative(folder, path), text])),
    problems: [...refused, ...readCompilerMessages()],
    specs: program.getSourceFiles().flatMap((file) => analysis.get(file)?.functions.map(({ spec }) => spec) ?? []),
  };
}
