import type { FunctionSpec } from 'holdfast';
import type { CacheOptions } from '../parse-tag-lines/cache-options.ts';
import type { AnalyzedTracks } from './analyze-tracks.ts';
import type { BuiltKey } from './build-key.ts';
import type { Mutable } from './mutable.ts';
import type { AnalyzedTypes } from './types/analyze-type-facts.ts';

/** What the lines and the types of a function say of its spec, each part from its own reading. */
export interface SpecParts {
  readonly own: Pick<FunctionSpec, 'id' | 'kind' | 'calls'>;
  readonly key: BuiltKey['fields'];
  readonly options: CacheOptions;
  readonly types: AnalyzedTypes['fields'];
  readonly tracks: AnalyzedTracks['fields'];
  readonly batch: FunctionSpec['batch'];
}

type Draft = Mutable<FunctionSpec>;

/** The spec of a cached function. Its fields are emitted in this order. */
export function buildSpec({ own, key, options, types, tracks, batch }: SpecParts): FunctionSpec {
  const { id, kind, calls } = own;
  const spec: Draft = { id, kind, calls, holes: tracks.holes ?? key.holes, key: key.key };
  addKey(spec, key);
  addOptions(spec, options);
  if (types.shape !== undefined) spec.shape = types.shape;
  if (types.types !== undefined) spec.types = types.types;
  if (tracks.tracks !== undefined) spec.tracks = tracks.tracks;
  if (tracks.finds !== undefined) spec.finds = tracks.finds;
  if (batch !== undefined) spec.batch = batch;
  return spec;
}

function addKey(spec: Draft, { vary, tags, if: predicate, unordered, omit, collaborators }: SpecParts['key']): void {
  if (vary !== undefined) spec.vary = vary;
  if (tags !== undefined) spec.tags = tags;
  if (predicate !== undefined) spec.if = predicate;
  if (unordered !== undefined) spec.unordered = unordered;
  if (omit !== undefined) spec.omit = omit;
  if (collaborators !== undefined) spec.collaborators = collaborators;
}

/** How results are kept, as it was written. */
function addOptions(spec: Draft, { ttl, nulls, maxSize, store, isolate, codec, shared }: CacheOptions): void {
  if (ttl !== undefined) spec.ttl = ttl;
  if (nulls !== undefined) spec.nulls = nulls;
  if (maxSize !== undefined) spec.maxSize = maxSize;
  if (store !== undefined) spec.store = store;
  if (isolate !== undefined) spec.isolate = isolate;
  if (codec !== undefined) spec.codec = codec;
  if (shared !== undefined) spec.shared = true;
}
