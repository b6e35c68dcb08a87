import type { BatchItemError } from '../../../runtime/src/errors.ts';
import { BodyError, runBody } from './body.ts';
import { findRows, specOf } from './compile-function.ts';
import { type Plan, rowsOf } from './plan.ts';
import type { Process } from './process.ts';
import type { BatchFunction, CachedFunction, World } from './world.ts';

/** The function of a batch, by its rows; and as a function of one row, which asks for that row alone. */
export interface CompiledBatch {
  readonly many: BatchFunction;
  readonly one: CachedFunction;
}

/** A batch in the form in which the build emits it; the tags of an item are all rows that it may show. */
export function compileBatch(world: World, process: Process, plan: Plan): CompiledBatch {
  const spec = specOf(world, { ...plan, parts: [] });
  const handles = process.runtime.compile({
    abi: 1,
    file: `src/${plan.id}.ts`,
    namespace: 'app',
    specs: [
      {
        ...spec,
        holes: ['r', plan.tracks === undefined ? 'tagsOf()' : 'finds()'],
        ...(plan.tracks === undefined ? { tags: [[1]] } : {}),
        batch: { hole: 0, items: 'array', answers: 'list', ...plan.batch },
      },
    ],
  });
  const [handle] = world.parts.runtime.batchHandles(world.parts.runtime.trackHandles(handles));
  if (handle === undefined) throw new Error('compile answers one handle for each spec');
  const tagsOf = (r: number): readonly string[] => rowsOf(plan, r, world.options.rows).map((row) => `row:${row}`);
  const finds = (result: unknown): readonly string[] => findRows(world, spec, { shown: result });
  const run = (rows: readonly number[]): unknown => {
    const body = (missing: readonly number[]): unknown => runBodies(world, process, { plan, rows: missing });
    // The handle of a batch calls the body with items.
    return handle.run(body as () => unknown, rows, plan.tracks === undefined ? tagsOf : finds);
  };
  // The bodies give such values.
  const many = async (rows: readonly number[]) => (await run(rows)) as Awaited<ReturnType<BatchFunction>>;
  const one = async (r: number) => {
    try {
      // Nothing comes where the call is only captured.
      return (await many([r]))?.[0] ?? null;
    } catch (error) {
      throw ownError(error);
    }
  };
  return { many, one: handle.attach(one) };
}

/** The bodies of some items; one that fails gives its error in its place, or all fail with it. */
export async function runBodies(
  world: World,
  process: Process,
  { plan, rows }: { readonly plan: Plan; readonly rows: readonly number[] },
): Promise<readonly unknown[]> {
  const failsWhole = plan.fails === true && world.choice.pick(3) === 0;
  return Promise.all(
    rows.map(async (r): Promise<unknown> => {
      try {
        return await runBody(world, process, { plan, r });
      } catch (error) {
        if (failsWhole || !(error instanceof BodyError)) throw error;
        return error;
      }
    }),
  );
}

/** What the only item of a call failed with. */
function ownError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'HF3014') return error;
  // Errors of this code are BatchItemErrors, though not of the class of this copy of the runtime.
  const [own] = (error as BatchItemError).errors.values();
  return own;
}
