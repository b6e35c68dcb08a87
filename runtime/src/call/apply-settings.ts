import { compileKey, type RenderKey } from '../key/compile-template.ts';
import type { Settings } from '../settings.ts';
import type { FunctionSpec } from '../spec.ts';
import type { Isolation } from '../value/isolate.ts';
import type { SealOptions } from '../value/sealing.ts';
import type { Handle } from './handle.ts';

/** What of a function depends on the settings. */
export interface Applied {
  readonly settings: Settings;
  readonly keyOf: RenderKey;
  readonly options: SealOptions;
}

/** Makes the function's keys and the way its results are held for these settings. */
export function applySettings(settings: Settings, { spec, namespace, shape }: Handle): Applied {
  const { prefix, vary, codecs } = settings;
  return {
    settings,
    keyOf: compileKey(spec, { prefix, namespace, vary }),
    options: {
      isolate: spec.isolate ?? settings.isolate ?? isolationOf(spec),
      codec: spec.codec ?? settings.codec,
      codecs,
      shape,
    },
  };
}

/**
 * As the types tell. A primitive needs no copy, and copying makes none of it; where the types did not tell the truth,
 * as of `JSON.parse` in a function that promises a string, what came instead must not be shared.
 */
function isolationOf({ types }: FunctionSpec): Isolation {
  return types?.isolate === 'freeze' ? 'freeze' : 'copy';
}
