/** Most bytes of a key, unless told otherwise: what Memcached takes. */
export const DEFAULT_KEY_LIMIT = 250;

/** `#` and 128 bits as base64url. */
const HASH_LENGTH = 23;

/**
 * A key of at most `limit` bytes: the key itself, or its head, `#` and the first 128 bits of its SHA-256 as base64url.
 * Keys are ASCII, so that characters are bytes; and only a shortened one contains a `#`.
 * @throws RangeError where the limit has no room for the hash
 */
export function shortenKey(key: string, limit: number): string {
  if (key.length <= limit) return key;
  if (limit < HASH_LENGTH)
    throw new RangeError(`A key limit of ${limit} bytes has no room for the hash of ${HASH_LENGTH}.`);
  // Fetched when first needed: importing node:crypto would cost every start some milliseconds.
  const digest = process.getBuiltinModule('node:crypto').hash('sha256', key, 'buffer');
  return `${key.slice(0, limit - HASH_LENGTH)}#${digest.subarray(0, 16).toString('base64url')}`;
}
