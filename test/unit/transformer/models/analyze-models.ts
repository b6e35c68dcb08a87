import { join } from 'node:path';
import type { FunctionSpec } from 'holdfast';
import type ts from 'typescript';
import { type Compilation, compileSources } from '../compile-sources.ts';
import { ORM_FOLDER, readOrmSettings } from './read-orm-settings.ts';

/** What the build found in sources that stand among those of `fixtures/orm`, where the packages of the ORMs are found. */
export interface ModelAnalysis {
  readonly specs: readonly FunctionSpec[];
  /** `1252 names: …`: the message without its code and slug, behind what it points at. */
  readonly messages: readonly string[];
  readonly outputs: Compilation['outputs'];
}

/** Analyzes sources by their names: `{ 'names.ts': "import { User } from './typeorm.js'; …" }`. */
export function analyzeModels(sources: Readonly<Record<string, string>>, options?: ts.CompilerOptions): ModelAnalysis {
  const placed = Object.fromEntries(
    Object.entries(sources).map(([name, text]) => [join(ORM_FOLDER, 'src', name), text] as const),
  );
  const { program, analysis, problems, outputs, readCompilerMessages } = compileSources({
    rootNames: Object.keys(placed),
    sources: placed,
    options: { ...readOrmSettings(), ...options },
    projectOf: (fileName) => ({ namespace: fileName, path: fileName.slice(ORM_FOLDER.length + 1) }),
  });
  const complaints = readCompilerMessages();
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  const files = program.getSourceFiles().filter(({ fileName }) => fileName in placed);
  return {
    specs: files.flatMap((file) => analysis.get(file)?.functions.map(({ spec }) => spec) ?? []),
    messages: files.flatMap((file) =>
      (problems.get(file.fileName) ?? []).map(({ code, message, start, length }) => {
        const [, text = message] = /^HF\d+ [\w-]+: (.*)$/s.exec(message) ?? [];
        return `${code} ${file.text.slice(start, start + length)}: ${text}`;
      }),
    ),
    outputs,
  };
}

/** A function that tracks a model and gives one of its rows: the source, and the type of a row where it is another name. */
export function trackOne(model: string, row = model): string {
  const name = `get_${model.replaceAll('.', '_')}`;
  return `/**
 * @cache
 * @tracks {${model}}
 */
export async function ${name}(): Promise<${row}> {
  throw new Error('not called');
}
`;
}

/** The table and the key that each spec tracks: `['order_items', '(order_id,product_id)']`. */
export function listTracked(specs: readonly FunctionSpec[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    specs.map(({ id, tracks = [] }) => [
      id,
      (tracks === 'none' ? [] : tracks).flatMap((one) => ('paths' in one ? [one.entity, ...one.paths] : [])),
    ]),
  );
}
