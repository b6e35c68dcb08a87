import type { BatchSpec, FunctionSpec } from 'holdfast';

type OptionField = Exclude<
  keyof FunctionSpec,
  'id' | 'kind' | 'calls' | 'holes' | 'key' | 'tags' | 'shape' | 'types' | 'tracks' | 'finds' | 'batch'
>;
/** What is said of a batch; how its list and its answer look is in the types. */
type BatchField = 'hole' | Exclude<keyof BatchSpec, 'hole' | 'items' | 'answers' | 'absent'>;

/** A field of the spec as the tag line says it, or `undefined` where it says nothing. */
type OptionRenderer = (spec: FunctionSpec) => string | undefined;

// In the order of the language's table. A new field of the spec has to be listed before this compiles.
const OPTIONS: Readonly<Record<OptionField | BatchField, { readonly name: string; readonly render: OptionRenderer }>> =
  {
    hole: { name: 'batch', render: ({ batch, holes }) => batch && holes[batch.hole] },
    ttl: { name: 'ttl', render: ({ ttl }) => renderDuration(ttl) },
    nulls: { name: 'null', render: ({ nulls }) => renderDuration(nulls) },
    if: { name: 'if', render: (spec) => functionAt(spec, spec.if) },
    omit: { name: 'omit', render: ({ omit }) => omit?.join(',') },
    // Said by types, not by the tag line; it stands where omit= would.
    collaborators: { name: 'collaborators', render: ({ collaborators }) => collaborators?.join(',') },
    vary: { name: 'vary', render: (spec) => functionAt(spec, spec.vary) },
    unordered: { name: 'unordered', render: (spec) => spec.unordered?.map((index) => spec.holes[index]).join(',') },
    maxSize: { name: 'maxSize', render: ({ maxSize }) => maxSize?.toString() },
    shared: { name: 'shared', render: ({ shared }) => shared?.toString() },
    isolate: { name: 'isolate', render: ({ isolate }) => isolate },
    codec: { name: 'codec', render: ({ codec }) => codec },
    store: { name: 'store', render: ({ store }) => store },
    max: { name: 'max', render: ({ batch }) => batch?.max?.toString() },
    by: { name: 'by', render: ({ batch }) => batch?.by },
    window: { name: 'window', render: ({ batch }) => renderDuration(batch?.window) },
  };

/** The options of a function as a tag line has them: `{ ttl: '10m', omit: 'logger' }`; absent where there are none. */
export function describeOptions(spec: FunctionSpec): Readonly<Record<string, string>> | undefined {
  const entries = Object.values(OPTIONS).flatMap(({ name, render }) => {
    const value = render(spec);
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The name of a function of the developer's, whose hole is `tenantOf()`. */
function functionAt({ holes }: FunctionSpec, index: number | undefined): string | undefined {
  return index === undefined ? undefined : holes[index]?.replace(/\(\)$/, '');
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** In the largest unit that divides it: 600000 is `10m`, 90000 is `90s`. Words stay as they are. */
function renderDuration(duration: number | string | undefined): string | undefined {
  if (typeof duration !== 'number') return duration;
  if (duration === 0) return '0ms';
  const [unit, factor] = UNITS.find(([, milliseconds]) => duration % milliseconds === 0) ?? ['ms', 1];
  return `${duration / factor}${unit}`;
}
