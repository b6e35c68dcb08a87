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
  const print = [before, after].map((spec) => compileKey(spec, location, Number.MAX_SAFE_INTEGER));
  return (
    PROBES.some((_, probe) => {
      const values = new Map(
        before.holes.map((hole, index) => [translate(hole, pairs), PROBES[(probe + index) % PROBES.length]]),
      );
      const [old, now] = [
        print[0]?.(before.holes.map((hole) => values.get(translate(hole, pairs)))),
        print[1]?.(after.holes.map((hole) => values.get(hole))),
      ];
      return old !== now;
    }) === false
  );
}

function translate(path: string, pairs: ReadonlyMap<string, string>): string {
  const [root = '', ...rest] = path.split('.');
  return [pairs.get(root) ?? root, ...rest].join('.');
}

/** The part of a spec that makes keys, from what the manifest says of it. What varies is the same on both sides. */
function toSpec(fn: ManifestFunction): KeyedSpec {
  const key = readKey(fn);
  const holes = key.names;
  if (key.form === 'arguments') return { id: fn.id, holes, key: { form: 'arguments', holes: holes.length } };
  const template = key.text
    .replace(/\{\}$/, '')
    .split(/(\{[^{}]+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('{') ? holes.indexOf(piece.slice(1, -1)) : piece));
  return { id: fn.id, holes, key: { form: 'template', holes: holes.length, template } };
}
