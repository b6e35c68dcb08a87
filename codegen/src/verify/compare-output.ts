import {
  DIAGNOSTICS,
  type Diagnostic,
  describeSpec,
  type Manifest,
  type ManifestFunction,
} from '@holdfast/transformer';
import type { OutputFile } from './read-output.ts';

/** What is compared. */
export interface OutputComparison {
  readonly output: readonly OutputFile[];
  readonly recorded: Manifest;
  /** From the folder of the command on. */
  readonly folder: string;
  readonly manifest: string;
}

type Emitted = Omit<ManifestFunction, 'parameters'> & { readonly output: string };

const NOWHERE = { start: 0, length: 0 };

/** Every function of the manifest that the output does not have as it is recorded, and every one that it has beside. */
export function compareOutput({ output, recorded, folder, manifest }: OutputComparison): readonly Diagnostic[] {
  const emitted = new Map<string, Emitted>();
  for (const { path, marks } of output) {
    for (const { namespace, file, specs } of marks) {
      for (const spec of specs)
        emitted.set(`${namespace}:${spec.id}`, { ...describeSpec(spec, file), output: `${folder}/${path}` });
    }
  }
  const listed = [...recorded].flatMap(([namespace, functions]) =>
    functions.map((fn) => ({ fn, found: emitted.get(`${namespace}:${fn.id}`) })),
  );
  const missing = listed.flatMap(({ fn, found }) => (found === undefined ? [fn] : []));
  const stale = listed.flatMap(({ fn, found }) => {
    const why = found && describeDifference(fn, found);
    if (found === undefined || why === undefined) return [];
    return [DIAGNOSTICS.staleOutput(NOWHERE, { id: fn.id, output: found.output, why, than: 'the manifest' })];
  });
  const known = new Set(
    [...recorded].flatMap(([namespace, functions]) => functions.map(({ id }) => `${namespace}:${id}`)),
  );
  const unlisted = [...emitted].flatMap(([name, { id, output: file }]) =>
    known.has(name) ? [] : [DIAGNOSTICS.unlistedOutput(NOWHERE, { id, output: file, manifest })],
  );
  return [...diagnoseMissing(missing, output, folder), ...stale, ...unlisted];
}

/** One problem for each source file, with all its functions. */
function diagnoseMissing(
  missing: readonly ManifestFunction[],
  output: readonly OutputFile[],
  folder: string,
): readonly Diagnostic[] {
  return [...Map.groupBy(missing, ({ file }) => file)].map(([file, functions]) => {
    const ids = functions.map(({ id }) => id);
    const found = findOutputOf(file, output);
    if (found === undefined) return DIAGNOSTICS.missingOutput(NOWHERE, { ids, file, folder });
    return DIAGNOSTICS.notTransformed(NOWHERE, { ids, output: `${folder}/${found.path}`, file });
  });
}

/** What was built from a source: `users/find.js` of `src/users/find.ts`, whatever rootDir takes away. */
function findOutputOf(file: string, output: readonly OutputFile[]): OutputFile | undefined {
  const parts = file.replace(/\.([cm]?)tsx?$/, '.$1js').split('/');
  for (let from = 0; from < parts.length; from++) {
    const path = parts.slice(from).join('/');
    const found = output.find((one) => one.path === path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How emitted code differs from the manifest. The types are not in it. */
function describeDifference(recorded: ManifestFunction, emitted: Emitted): string | undefined {
  const fields: readonly (readonly [name: string, from: string | undefined, to: string | undefined])[] = [
    ['key', recorded.key, emitted.key],
    ['tags', recorded.tags?.join(' '), emitted.tags?.join(' ')],
    ['tracks', recorded.tracks?.join(', '), emitted.tracks?.join(', ')],
    ...optionFields(recorded, emitted),
    ['calls', recorded.calls, emitted.calls],
    ['isolation', recorded.isolation, emitted.isolation],
    ['shape', recorded.result?.hash, emitted.result?.hash],
  ];
  const differing = fields.filter(([, from, to]) => from !== to);
  if (differing.length === 0) return undefined;
  return differing.map(([name, from = 'none', to = 'none']) => `${name} is ${to} there and ${from} here`).join(', ');
}

function optionFields(
  { options: before = {} }: ManifestFunction,
  { options: after = {} }: Emitted,
): readonly (readonly [string, string | undefined, string | undefined])[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.map((name) => [name, before[name], after[name]] as const);
}
