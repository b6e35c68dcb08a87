import { StoreUnreachableError } from '../errors.ts';
import type { MaybePromise, Store, StoreContext, StoreDefinition } from '../store/port.ts';

/** A store that is to be opened. */
export interface Opening {
  /** The option that names it, for messages: `stores.sessions`. */
  readonly name: string;
  readonly definition: StoreDefinition;
  readonly context: StoreContext;
}

/**
 * The store that the option's value stands for. What makes a store of a Keyv is loaded when one is given.
 * @throws ConfigurationError (HF2001) where it stands for none.
 */
export async function definitionOf(name: string, given: unknown): Promise<StoreDefinition> {
  if (isDefinition(given)) return given;
  const { toStoreDefinition } = await import('../keyv.ts');
  return toStoreDefinition(given, name);
}

function isDefinition(given: unknown): given is StoreDefinition {
  return typeof given === 'object' && given !== null && 'open' in given && typeof given.open === 'function';
}

/** Opens the store, at once where it can. @throws StoreUnreachableError (HF3004) */
export function openStore(opening: Opening): MaybePromise<Store> {
  const { definition, context } = opening;
  try {
    const store = definition.open(context);
    return 'then' in store
      ? Promise.resolve(store).catch((error) => Promise.reject(unreachable(opening, error)))
      : store;
  } catch (error) {
    throw unreachable(opening, error);
  }
}

function unreachable({ name, definition }: Opening, cause: unknown): StoreUnreachableError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreUnreachableError(`${name} (${definition.kind}) did not open: ${reason}`, { cause });
}
