import { shortenKey } from '../../key/shorten-key.ts';

/** What names must be for a store to take them. */
export interface NameRules {
  /** Most bytes. */
  readonly longestName: number;
  /** Keyv 5 takes a name that begins with its namespace for prefixed already, in some requests and not in others. */
  readonly reserved: string;
}

/** What is no printable ASCII, and what Keyv 6 takes out of keys where it was told to clean them. */
const UNSAFE = /[^!-~]+|[;$]|--+|\/\*|\.\.[/\\]/g;

/**
 * The name under which something stands: printable ASCII without spaces, as Memcached wants it, and not too long. `%` is
 * escaped in keys and dependencies already, so different names stay different; and where a name is shortened, all that
 * is stored under it says whose it is.
 */
export function storedName(name: string, { longestName, reserved }: NameRules): string {
  const safe = name.replaceAll(UNSAFE, escapeText);
  const isReserved = reserved !== '' && safe.startsWith(reserved);
  return shortenKey(isReserved ? `.${safe}` : safe, longestName);
}

function escapeText(text: string): string {
  const bytes = Buffer.from(text.toWellFormed());
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
