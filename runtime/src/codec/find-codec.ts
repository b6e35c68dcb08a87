import { ConfigurationError } from '../errors.ts';
import type { Codec } from '../value/sealing.ts';
import { checkCodec } from './check-codec.ts';
import { dataCodec } from './data-codec.ts';
import { jsonCodec } from './json-codec.ts';
import { yamlCodec } from './yaml-codec.ts';

/** Codecs that need not be given. */
const BUILT_IN: ReadonlyMap<string, Codec> = new Map(
  [dataCodec, jsonCodec, yamlCodec].map((codec) => [codec.name, codec]),
);

/** The given codec of this name, or the built-in one. @throws ConfigurationError (HF2001) where there is none. */
export function findCodec(name: string, given: ReadonlyMap<string, Codec>): Codec {
  const own = given.get(name);
  if (own !== undefined) return checkCodec(own);
  const builtIn = BUILT_IN.get(name);
  if (builtIn !== undefined) return builtIn;
  const known = [...new Set([...given.keys(), ...BUILT_IN.keys()])].join(', ');
  throw new ConfigurationError(`there is no codec ${JSON.stringify(name.slice(0, 40))}. Codecs: ${known}.`);
}

/** Whether this codec comes with the package. */
export function isBuiltIn(codec: Codec): boolean {
  return BUILT_IN.get(codec.name) === codec;
}
