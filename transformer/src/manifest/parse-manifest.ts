import {
  MANIFEST_FORMAT,
  type Manifest,
  type ManifestFunction,
  type ManifestParameter,
  type ManifestResult,
  sortManifest,
} from './manifest.ts';
import { readFields, readList, readText, readWord, UnreadableField } from './read-fields.ts';
import { readYamlTree, type YamlTree } from './read-yaml-tree.ts';

/** Why a manifest cannot be read. Line and column count from 1. */
export interface ManifestProblem {
  readonly reason: string;
  readonly line: number;
  readonly column: number;
  /** The format of a file that a later version of Holdfast wrote. */
  readonly newerFormat?: string;
}

/**
 * Reads a manifest, YAML or JSON, in any order and with any comments. Fields that this version does not know are left
 * alone, so that a later version can add some without a new format.
 */
export function parseManifest(text: string): Manifest | ManifestProblem {
  const tree = readYamlTree(text);
  if ('reason' in tree) return { reason: tree.reason, ...placeIn(text, tree.start) };
  try {
    return readManifest(text, tree);
  } catch (error) {
    if (error instanceof UnreadableField) return { reason: error.message, ...placeIn(text, error.start) };
    throw error;
  }
}

function readManifest(text: string, tree: YamlTree): Manifest | ManifestProblem {
  const root = readFields(tree, 'the manifest');
  const format = root.text('format');
  const place = root.value('format');
  if (!/^[1-9]\d*$/.test(format)) throw new UnreadableField(`format is ${format}, not a whole number`, place);
  if (Number(format) > MANIFEST_FORMAT) {
    return { reason: `its format is ${format}`, ...placeIn(text, place.start), newerFormat: format };
  }
  const namespaces = readFields(root.value('namespaces'), 'namespaces');
  return sortManifest(new Map(namespaces.names.map((name) => [name, readFunctions(name, namespaces.value(name))])));
}

function placeIn(text: string, start: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, start).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function readFunctions(namespace: string, tree: YamlTree): readonly ManifestFunction[] {
  const seen = new Set<string>();
  return readList(tree, namespace).map((item) => {
    const fn = readFunction(item);
    if (seen.has(fn.id)) throw new UnreadableField(`${fn.id} is listed twice`, item);
    seen.add(fn.id);
    return fn;
  });
}

function readFunction(tree: YamlTree): ManifestFunction {
  const id = readFields(tree, 'a function').text('id');
  const fields = readFields(tree, id);
  const isolation = fields.optionalText('isolation');
  const tags = fields.optional('tags');
  const tracks = fields.optional('tracks');
  const options = fields.optional('options');
  const result = fields.optional('result');
  return {
    id,
    key: fields.text('key'),
    file: fields.text('file'),
    kind: readWord(fields.value('kind'), `${id}: kind`, ['function', 'method', 'static']),
    calls: readWord(fields.value('calls'), `${id}: calls`, ['sync', 'async']),
    parameters: readList(fields.value('parameters'), `${id}: parameters`).map((one) => readParameter(one, id)),
    ...(tags && { tags: readList(tags, `${id}: tags`).map((tag) => readText(tag, `${id}: a tag`)) }),
    ...(tracks && { tracks: readList(tracks, `${id}: tracks`).map((one) => readText(one, `${id}: a line of tracks`)) }),
    ...(options && { options: readOptions(options, id) }),
    ...(isolation !== undefined && { isolation }),
    ...(result && { result: readResult(result, id) }),
  };
}

function readParameter(tree: YamlTree, id: string): ManifestParameter {
  const { text, optionalText } = readFields(tree, `${id}: a parameter`);
  const shape = optionalText('shape');
  const item = optionalText('item');
  const initial = optionalText('default');
  return {
    name: text('name'),
    type: text('type'),
    ...(shape !== undefined && { shape }),
    ...(item !== undefined && { item }),
    ...(optionalText('optional') === 'true' && { optional: true }),
    ...(initial !== undefined && { default: initial }),
    ...(optionalText('rest') === 'true' && { rest: true }),
  };
}

function readOptions(tree: YamlTree, id: string): Readonly<Record<string, string>> {
  const { names, text } = readFields(tree, `${id}: options`);
  return Object.fromEntries(names.map((name) => [name, text(name)]));
}

function readResult(tree: YamlTree, id: string): ManifestResult {
  const { text, optionalText } = readFields(tree, `${id}: result`);
  const shape = optionalText('shape');
  return { hash: text('hash'), ...(shape !== undefined && { shape }) };
}
