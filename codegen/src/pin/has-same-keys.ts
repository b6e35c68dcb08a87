import { type ManifestFunction, readKey } from '@holdfast/transformer';
import { compileKey, type KeyedSpec } from 'holdfast/grammar';

// One of each kind that is printed in its own way, and with each character that separates.
const PROBES: readonly unknown[] = [
  42,
  -1.5,
  7n,
  'Ada',
  '42',
  'a-b.c:d,e=(f)|g h',
  '',
  true,
  null,
  new Date(0),
  [1, 'x'],
  ['b', 'a'],
  { b: [1], a: 'y' },
];

/**
 * Whether two functions give the same keys, byte for byte: the runtime's own printer makes both, for every kind of value
 * at every place.
 * @param pairs the parameter of `current` that stands for one of `recorded`
 */
export function hasSameKeys(
  recorded: ManifestFunction,
  current: ManifestFunction,
  pairs: ReadonlyMap<string, string>,
): boolean {
  const before = toSpec(recorded);
  const after = toSpec(current);
  const location = { prefix: 'hf', namespace: 'app' };
  // No limit: a hash would hide where two long keys differ.
  const [printOld, printNew] = [
    compileKey(before, location, Number.MAX_SAFE_INTEGER),
    compileKey(after, location, Number.MAX_SAFE_INTEGER),
  ];
  return PROBES.every((_, probe) => {
    // Each hole gets each value at some time, and neighbours get different ones.
    const given = before.holes.map((_, index) => PROBES[(probe + index) % PROBES.length]);
    const byName = new Map(before.holes.map((hole, index) => [translate(hole, pairs), given[index]]));
    return printOld(given) === printNew(after.holes.map((hole) => byName.get(hole)));
  });
}

function translate(path: string, pairs: ReadonlyMap<string, string>): string {
  const [root = '', ...rest] = path.split('.');
  return [pairs.get(root) ?? root, ...rest].join('.');
}

/** The part of a spec that makes keys, from what the manifest says of it. What varies is the same on both sides. */
function toSpec(fn: ManifestFunction): KeyedSpec {
  const key = readKey(fn);
  const holes = key.names;
  const unordered = fn.options?.unordered?.split(',').map((name) => holes.indexOf(name));
  const common = { id: fn.id, holes, ...(unordered !== undefined && { unordered }) };
  if (key.form === 'arguments') return { ...common, key: { form: 'arguments', holes: holes.length } };
  const template = key.text
    .replace(/\{\}$/, '')
    .split(/(\{[^{}]+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('{') ? holes.indexOf(piece.slice(1, -1)) : piece));
  return { ...common, key: { form: 'template', holes: holes.length, template } };
}
