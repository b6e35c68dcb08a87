import { ConfigurationError } from '../errors.ts';
import type { Codec } from '../value/sealing.ts';

/**
 * A codec of the developer's, found usable: `{ name: 'msgpack', encode, decode }`.
 * @throws ConfigurationError (HF2001) where it is not.
 */
export function checkCodec(given: unknown): Codec {
  // Each field is looked at below.
  const codec = Object(given) as Partial<Codec>;
  if (typeof codec.name !== 'string' || !/^[A-Za-z0-9][\w.-]*$/.test(codec.name)) {
    throw new ConfigurationError(
      `a codec has a name of letters, digits, '_', '.' and '-', not ${JSON.stringify(codec.name)}.`,
    );
  }
  for (const part of ['encode', 'decode'] as const) {
    if (typeof codec[part] === 'function') continue;
    throw new ConfigurationError(`codec ${codec.name} has no function ${part}. Write { name, encode, decode }.`);
  }
  // The name and both functions are there.
  return codec as Codec;
}
