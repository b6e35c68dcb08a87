import { define } from './define-diagnostic.ts';

type Listed = { readonly id: string; readonly namespace: string };

/** A function that may be another one under a new name. */
type Candidate = { readonly id: string; readonly key: string };

/** What differs between the code and the committed manifest. */
export const MANIFEST_DIAGNOSTICS = {
  changedKey: define<Listed & { readonly from: string; readonly to: string; readonly why: string }>(
    1410,
    'changed-key',
    ({ id, namespace, from, to, why }) =>
      `the key of ${id} was ${namespace}:${from} and is ${namespace}:${to} (${why}), so nothing that is stored under the old one is found. Keep the old key with "holdfast keys pin ${id}", or take the new one with "holdfast keys accept ${id}".`,
  ),
  goneFunction: define<
    Listed & { readonly key: string; readonly file: string; readonly candidates: readonly Candidate[] }
  >(1411, 'gone-function', ({ id, namespace, key, file, candidates }) => {
    const [first] = candidates;
    const gone = `${id} is not in ${file} any more, and with it went the key ${namespace}:${key}.`;
    const accept = `"holdfast keys accept ${id}"`;
    if (first === undefined) return `${gone} Take it out of the manifest with ${accept}.`;
    const added = candidates.map((one) => `${one.id} with ${namespace}:${one.key}`).join(', ');
    return `${gone} New: ${added}. If ${first.id} is ${id} under another name, keep the old key with "holdfast keys pin ${id}=${first.id}". If not, take it out of the manifest with ${accept}.`;
  }),
  changedNamespace: define<{ readonly from: string; readonly to: string; readonly count: number }>(
    1412,
    'changed-namespace',
    ({ from, to, count }) =>
      `the namespace was ${from} and is ${to}, so all keys (${count}) are others and nothing that is stored is found. Keep them with "namespace": ${JSON.stringify(from)} in the plugin's options, or take the new ones with "holdfast keys accept".`,
  ),
  brokenManifest: define<{ file: string; line: number; column: number; reason: string }>(
    1413,
    'broken-manifest',
    ({ file, line, column, reason }) =>
      `${file}(${line},${column}): ${reason}. Without the manifest no key can be compared, and it is not written anew, since it is the memory of the keys. Repair that place; "holdfast keys" puts the rest in order.`,
  ),
  newerManifest: define<{ file: string; line: number; column: number; format: string }>(
    1414,
    'newer-manifest',
    ({ file, line, column, format }) =>
      `${file}(${line},${column}): a later version of Holdfast wrote this file, in format ${format}, which this one cannot read. Install that version.`,
  ),
  newFunction: define<Listed & { readonly key: string; readonly manifest: string }>(
    1415,
    'new-function',
    ({ id, namespace, key, manifest }) =>
      `${id} is not in ${manifest}, so nobody would see when its key ${namespace}:${key} changes. Run "holdfast keys" and commit the file.`,
  ),
  noManifest: define<{ readonly count: number; readonly manifest: string }>(
    1416,
    'no-manifest',
    ({ count, manifest }) =>
      `there is no ${manifest}, so nobody would see when one of the keys (${count}) changes. Run "holdfast keys" and commit the file.`,
  ),
  notTransformed: define<{
    readonly ids: readonly string[];
    readonly writers?: readonly string[];
    readonly output: string;
    readonly file: string;
  }>(
    1420,
    'not-transformed',
    ({ ids, writers = [], output, file }) =>
      `${output} was built from ${file} without the transformer, so these ${[...(ids.length > 0 ? [`run uncached: ${ids.join(', ')}`] : []), ...(writers.length > 0 ? [`invalidate nothing: ${writers.join(', ')}`] : [])].join('; these ')}. Build with tspc, since tsc ignores plugins in silence; delete .tsbuildinfo files of tsc first.`,
  ),
  missingOutput: define<{ readonly ids: readonly string[]; readonly file: string; readonly folder: string }>(
    1421,
    'missing-output',
    ({ ids, file, folder }) =>
      `nothing in ${folder} was built from ${file}, which holds ${ids.join(', ')}. Build first, or name the folder that the build writes to.`,
  ),
  staleOutput: define<{
    readonly id: string;
    readonly output: string;
    readonly why: string;
    readonly than: 'the manifest' | 'the code';
  }>(1422, 'stale-output', ({ id, output, why, than }) => {
    const problem = `${output} holds another ${id} than ${than}: ${why}. Build again, without the .tsbuildinfo of the last build.`;
    return than === 'the code'
      ? problem
      : `${problem} If the code is as it should be, "holdfast keys" brings the manifest up to date.`;
  }),
  unlistedOutput: define<{ readonly id: string; readonly output: string; readonly manifest: string }>(
    1423,
    'unlisted-output',
    ({ id, output, manifest }) =>
      `${output} caches ${id}, which is not in ${manifest}. Build again if it is gone from the code; if it is new, run "holdfast keys".`,
  ),
};
