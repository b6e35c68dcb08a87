import { ConfigurationError } from '../../errors.ts';
import type { StoreDefinition } from '../port.ts';
import { describeGiven } from './describe-given.ts';
import { keyvStore } from './keyv-store.ts';
import { recognise } from './recognise.ts';

/**
 * The store over a Keyv, a storage adapter of Keyv, a Map or what is like one, with default options.
 * @param option where it was given, for the message: `store`, `stores.sessions`
 * @throws ConfigurationError (HF2001) for what is none of these.
 */
export function toStoreDefinition(given: unknown, option: string): StoreDefinition {
  if (typeof given === 'object' && given !== null && recognise(given) !== undefined) return keyvStore(given);
  throw new ConfigurationError(
    `${option} takes a store definition such as memoryStore(), a Keyv, a storage adapter of Keyv or a Map, not ${describeGiven(given)}.`,
  );
}
