import { type Draft, type DraftEdge, isReachedAgain } from './draft.ts';
import type { PlannedId, PlannedPath } from './entity-plan.ts';
import { joinPath, renderStep } from './list-parts.ts';

/** Where an entity stands in a result, and where it may stand without the types telling; both sorted. */
export interface EntityPaths {
  readonly paths: readonly string[];
  readonly unseen: readonly string[];
}

/** So many are listed; behind them stands a lone `…`. */
const MOST = 100;

/**
 * The places of an entity as text:
 *
 * - `team.id`: a property, `["first name"]` where it is no plain name
 * - `[]`: the items of an array or a Set; `[0]`: one element of a tuple
 * - `{}`: the values of an index signature; `[key]` and `[value]`: what a Map holds
 * - `(orderId,productId)`: the parts of a composite id; `idOf()`: a function gives the id; `.`: the result is the id
 * - `children[]…`: here stands the same again as in a place around it, or as in one that is listed already
 */
export function listPaths(root: Draft, track: number, functions: readonly string[]): EntityPaths {
  const found = new PathList(track, functions);
  found.visit(root, '');
  return { paths: found.list(found.paths), unseen: found.list(found.unseen) };
}

class PathList {
  readonly paths = new Set<string>();
  readonly unseen = new Set<string>();
  readonly #track: number;
  readonly #functions: readonly string[];
  readonly #around: Draft[] = [];
  /** Those that hold themselves are listed in one place only. */
  readonly #recurring = new Set<Draft>();

  constructor(track: number, functions: readonly string[]) {
    this.#track = track;
    this.#functions = functions;
  }

  list(paths: ReadonlySet<string>): readonly string[] {
    // By code units.
    const sorted = [...paths].toSorted();
    return sorted.length > MOST ? [...sorted.slice(0, MOST), '…'] : sorted;
  }

  visit(draft: Draft, path: string): void {
    const hidden = -1 - this.#track;
    const isFound = draft.holds.has(this.#track);
    if (!isFound && !draft.holds.has(hidden)) return;
    if (isReachedAgain(this.#around, draft)) this.#recurring.add(draft);
    if (this.#recurring.has(draft)) {
      if (isFound) this.paths.add(`${path}…`);
      return;
    }
    if (this.paths.size + this.unseen.size > 2 * MOST) return;
    this.#around.push(draft);
    for (const id of draft.ids) if (id.track === this.#track) this.paths.add(this.#renderId(path, id));
    if (draft.unseen.includes(this.#track)) this.unseen.add(path === '' ? '.' : path);
    for (const { step, to } of draft.edges) this.visit(to, joinPath(path, stepText(step)));
    this.#around.pop();
  }

  #renderId(path: string, { id }: PlannedId): string {
    switch (id.form) {
      case 'path':
        return joinPath(path, `.${renderPath(id.path)}`);
      case 'parts':
        return joinPath(path, `.(${id.paths.map(renderPath).join()})`);
      case 'function':
        return joinPath(path, `.${this.#functions[id.function] ?? ''}()`);
      case 'self':
        return path === '' ? '.' : path;
    }
  }
}

function renderPath(path: PlannedPath): string {
  return path.map(({ name }) => name).join('.');
}

const texts = new WeakMap<DraftEdge['step'], string>();

/** Where models lead to many others, a step is taken from each of the ways that lead to it. */
function stepText(step: DraftEdge['step']): string {
  const known = texts.get(step);
  if (known !== undefined) return known;
  const text = step.into === 'member' ? '' : renderStep(step);
  texts.set(step, text);
  return text;
}
