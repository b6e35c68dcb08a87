/** A function that invalidates: what compiled code holds of it. Its body runs, then its entities end. */
import type { Cache } from '../cache.ts';
import { driveAsync, driveSync } from '../call/steps.ts';
import { MissingEntityIdError } from '../errors.ts';
import { compileTags, type TagsOf } from '../key/compile-tags.ts';
import type { CompiledWriters, Tracked, WriterSpec } from '../spec.ts';
import { collectionDependency, functionDependency, tagDependency } from '../stamp/dependency.ts';
import { compileTracks, type EntityOf, listKnown } from './compile-tracks.ts';
import { write } from './write.ts';

/** What of an invalidation is known, and what could not be told. */
export interface Ended {
  readonly dependencies: readonly string[];
  /** An entity without a usable id. */
  readonly missing: MissingEntityIdError | undefined;
}

export class Writer {
  readonly spec: WriterSpec;
  readonly file: string;
  /** Runs the body and invalidates. Answers what the body gives; a promise where the function is asynchronous. */
  readonly run: (body: () => unknown, ...values: unknown[]) => unknown;

  readonly #owner: string;
  readonly #tagsOf: TagsOf;
  readonly #entities: readonly EntityOf[];
  readonly #known: readonly Tracked[];
  readonly #found: readonly Tracked[];

  constructor(cache: Cache, { file, namespace }: CompiledWriters, spec: WriterSpec) {
    this.spec = spec;
    this.file = file;
    this.#owner = functionDependency(namespace, spec.id);
    this.#tagsOf = compileTags(spec);
    this.#known = listKnown(spec.invalidates);
    this.#entities = compileTracks(spec, listKnown(spec.invalidates));
    this.#found = spec.invalidates.filter((one) => 'paths' in one);
    this.run = (body, ...values) => {
      const steps = write(cache, { writer: this, body, values });
      return spec.calls === 'sync' ? driveSync(steps) : driveAsync(steps, cache.surroundings.pause);
    };
  }

  /**
   * What the values of a call name, whatever its result is.
   * @throws UnkeyableArgumentError (HF3001) where a value has no text for a tag
   */
  endKnown(values: readonly unknown[]): Ended {
    const tags = this.#tagsOf(values).map((tag) => tagDependency(tag, this.#owner));
    const entities = this.#entities.map((entityOf) => attempt(() => [entityOf(values)]));
    const named = entities.flatMap(({ dependencies }) => dependencies);
    const missing = entities.find((entity) => entity.missing !== undefined)?.missing;
    return {
      dependencies: [...named, ...collectionsOf(this.#known), ...tags],
      missing,
    };
  }

  /** What the result holds. */
  endFound(values: readonly unknown[], result: unknown): Ended {
    const { finds } = this.spec;
    if (finds === undefined) return { dependencies: [], missing: undefined };
    // The build passes a function in this hole.
    const find = values[finds] as (result: unknown) => readonly string[];
    const { dependencies, missing } = attempt(() => find(result));
    return { dependencies: [...dependencies, ...collectionsOf(this.#found)], missing };
  }
}

function attempt(find: () => readonly string[]): Ended {
  try {
    return { dependencies: find(), missing: undefined };
  } catch (error) {
    if (!(error instanceof MissingEntityIdError)) throw error;
    return { dependencies: error.dependencies ?? [], missing: error };
  }
}

/** Of entities whose rows may have come or gone. */
function collectionsOf(tracked: readonly Tracked[]): readonly string[] {
  return tracked.filter(({ rows }) => !rows).map(({ entity }) => collectionDependency(entity));
}
