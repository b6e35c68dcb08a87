import type { FunctionSpec } from 'holdfast';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { TagLine } from '../parse-tag-lines/tag-line.ts';
import type { TagPlace } from './analyze-shape.ts';
import { type BuiltEntities, buildEntities } from './build-entities.ts';
import { readEntityIndex } from './entities/entity-index.ts';
import { type FoundEntityType, findEntityType } from './entities/find-entity-type.ts';
import type { FunctionContext } from './function-context.ts';
import { readLines } from './read-lines.ts';
import { listToldResults } from './types/list-told-results.ts';
import { readStoredType } from './types/stored-type.ts';

/** What is known of a cached function before its entities are looked for. */
export interface TrackedFunction {
  readonly lines: readonly TagLine[];
  /** A diagnostic where it is not known. */
  readonly calls: FunctionSpec['calls'] | Diagnostic;
  /** Where `@cache` stands. */
  readonly place: TagPlace;
  /** The holes of the spec so far; the function that finds entities stands behind them. */
  readonly holes: readonly string[];
}

/** The part of a spec that says on which entities its entries depend. */
export interface AnalyzedTracks extends Pick<BuiltEntities, 'plan' | 'diagnostics' | 'warnings'> {
  readonly fields: Partial<Pick<FunctionSpec, 'tracks' | 'finds' | 'holes'>>;
}

/** Reads the `@tracks` lines of a cached function; without one, its result may hold no entity. */
export function analyzeTracks(fn: FunctionContext, { lines, calls, place, holes }: TrackedFunction): AnalyzedTracks {
  if (!lines.some(({ tag }) => tag === 'tracks')) {
    const found = findUntracked(fn, calls);
    const diagnostics = found
      ? [DIAGNOSTICS.untrackedEntity(place.span, { on: fn.on, entity: found.name, path: found.path })]
      : [];
    return { fields: {}, plan: undefined, diagnostics, warnings: [] };
  }
  const type = readStoredType(fn, calls);
  const { tracks } = readLines(lines);
  const about = tracks.filter(({ target }) => target.of !== 'none');
  const { tracked, ...built } = buildEntities(fn, { lines: about, type, holes });
  const fields: AnalyzedTracks['fields'] = {
    tracks: about.length === 0 ? 'none' : tracked,
    ...(built.plan !== undefined && { finds: holes.length, holes: [...holes, 'finds()'] }),
  };
  return { fields, ...built };
}

/** An entity type that a result may hold, by what the function itself says or by what its callers are told. */
function findUntracked(fn: FunctionContext, calls: TrackedFunction['calls']): FoundEntityType | undefined {
  if (readEntityIndex(fn).names.length === 0) return undefined;
  const told = typeof calls === 'string' ? listToldResults(fn, fn.shape.node, calls) : [];
  return [readStoredType(fn, calls), ...told]
    .map((one) => one && findEntityType(fn, one))
    .find((one) => one !== undefined);
}
