import type { ScalarStyleRule } from 'js-yaml';
import { loadYaml } from './load-yaml.ts';
import { MANIFEST_FORMAT, type Manifest, type ManifestFunction, sortManifest } from './manifest.ts';

/** How a manifest is written; the name of the file says which. */
export type ManifestSyntax = 'yaml' | 'json';

const HEADER = `# The keys of this project, written by \`holdfast keys\`. Commit this file: a build fails where a key changes against it.
# Change the code, not this file; \`holdfast keys accept\` and \`holdfast keys pin\` settle what differs.
`;

// Namespaces, lists and functions are blocks; a parameter is one line.
const PARAMETER_DEPTH = 5;

/**
 * The text of a manifest. The same functions give the same bytes everywhere: namespaces and ids are sorted, fields have
 * one order, lines are never folded and end in a line feed.
 */
export function renderManifest(manifest: Manifest, syntax: ManifestSyntax): string {
  const namespaces = [...sortManifest(manifest)].map(([name, functions]) => [name, functions.map(orderFields)]);
  const content = { format: MANIFEST_FORMAT, namespaces: Object.fromEntries(namespaces) };
  if (syntax === 'json') return `${JSON.stringify(content, null, 2)}\n`;
  const yaml = loadYaml();
  const text = yaml.dump(content, {
    lineWidth: -1,
    noRefs: true,
    flowLevel: PARAMETER_DEPTH,
    flowBracketPadding: true,
    scalarStyleRules: [...Object.values(yaml.DEFAULT_SCALAR_STYLE_RULES), avoidEscapes(yaml)],
  });
  return HEADER + text;
}

/** Types hold quotation marks, and are read best in the other ones: `"'a' | 'b'"`. */
function avoidEscapes({ SCALAR_STYLE }: ReturnType<typeof loadYaml>): ScalarStyleRule {
  return (layout) => {
    const { value } = layout.node;
    const isSingle = layout.style === SCALAR_STYLE.SINGLE_QUOTED;
    if (isSingle && value.includes("'") && !/["\\]/.test(value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
  };
}

/** The fields in the order in which a reader asks for them. */
function orderFields(fn: ManifestFunction): ManifestFunction {
  const { id, key, file, kind, calls, parameters, tags, tracks, options, isolation, result } = fn;
  return {
    id,
    key,
    file,
    kind,
    calls,
    parameters: parameters.map(({ name, type, ...rest }) => ({ name, type, ...rest })),
    ...(tags !== undefined && { tags }),
    ...(tracks !== undefined && { tracks }),
    ...(options !== undefined && { options }),
    ...(isolation !== undefined && { isolation }),
    ...(result !== undefined && {
      result: { hash: result.hash, ...(result.shape !== undefined && { shape: result.shape }) },
    }),
  };
}
