import { DIAGNOSTICS } from '@holdfast/transformer';
import { CommandFailure } from '../command-failure.ts';
import type { CommandHost } from '../command-host.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type ChosenStore, chooseStore } from '../invalidate/choose-store.ts';
import type { InvalidationTarget } from '../invalidate/invalidation-target.ts';
import { openStore } from '../invalidate/open-store.ts';
import { renderJson } from '../render/render-json.ts';

/** Options of `holdfast invalidate`. */
export interface InvalidateOptions {
  /** Absent: as `HOLDFAST_STORE` says. */
  readonly store?: string;
  readonly prefix: string;
  readonly cluster?: boolean;
  readonly table?: string;
  readonly json?: boolean;
}

/** What an invalidation came to. */
interface Outcome extends InvalidationTarget {
  /** Of a key: whether there was an entry that could have been served. */
  readonly found?: boolean;
}

/**
 * `holdfast invalidate …`: writes to a store what a service would write. It does so by itself: a cache that the process
 * may have is not touched.
 * @throws CommandFailure HF2027, HF2028, HF2030
 */
export async function runInvalidate(
  host: CommandHost,
  options: InvalidateOptions,
  targets: readonly InvalidationTarget[],
): Promise<ExitCode> {
  const store = options.store ?? host.environment.HOLDFAST_STORE;
  const chosen = await chooseStore({ ...options, store, directory: host.directory });
  const outcomes = await invalidate(chosen, options.prefix, targets);
  const done = { store: chosen.shown, prefix: options.prefix, invalidated: outcomes };
  host.out(options.json ? renderJson({ problems: [], ...done }) : renderOutcomes(done));
  return EXIT.ok;
}

async function invalidate(
  chosen: ChosenStore,
  prefix: string,
  targets: readonly InvalidationTarget[],
): Promise<readonly Outcome[]> {
  const dependencies = targets.flatMap(({ dependency = [] }) => dependency);
  const keys = targets.flatMap(({ key = [] }) => key);
  try {
    const store = await openStore(chosen, prefix);
    try {
      if (dependencies.length > 0) await store.invalidate(dependencies);
      const found = keys.length === 0 ? [] : await store.invalidateKeys(keys);
      return targets.map((one) =>
        one.key === undefined ? one : { ...one, found: found[keys.indexOf(one.key)] === true },
      );
    } finally {
      await store.dispose();
    }
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    const target = targets.map(({ shown }) => shown).join(', ');
    const reason = describe(error, chosen);
    throw new CommandFailure(DIAGNOSTICS.notInvalidated(NOWHERE, { target, store: chosen.shown, reason }));
  }
}

const NOWHERE = { start: 0, length: 0 };

/** The reason as a part of a sentence that has named the store already. */
function describe(error: unknown, { path }: ChosenStore): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(`${path}: `, '').replace(/\.$/, '');
}

interface Done {
  readonly store: string;
  readonly prefix: string;
  readonly invalidated: readonly Outcome[];
}

function renderOutcomes({ store, prefix, invalidated }: Done): string {
  return invalidated
    .map(({ shown, found }) => {
      if (found === undefined) return `Invalidated ${shown} under ${prefix} in ${store}.\n`;
      return found ? `Ended ${shown} in ${store}.\n` : `There was no ${shown} in ${store}.\n`;
    })
    .join('');
}
