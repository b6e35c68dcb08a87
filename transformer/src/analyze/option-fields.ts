import type { FunctionSpec } from 'holdfast';
import type { CacheOptions } from '../parse-tag-lines/cache-options.ts';

/** The options that a spec holds as they were written. */
type OptionFields = Pick<FunctionSpec, 'ttl' | 'nulls' | 'maxSize' | 'store' | 'isolate' | 'codec' | 'shared'>;

/** The part of a spec that says how results are kept. */
export function optionFields({ ttl, nulls, maxSize, store, isolate, codec, shared }: CacheOptions): OptionFields {
  return {
    ...(ttl !== undefined && { ttl }),
    ...(nulls !== undefined && { nulls }),
    ...(maxSize !== undefined && { maxSize }),
    ...(store !== undefined && { store }),
    ...(isolate !== undefined && { isolate }),
    ...(codec !== undefined && { codec }),
    ...(shared !== undefined && { shared: true }),
  };
}
