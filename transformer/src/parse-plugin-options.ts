import { nearestName } from 'holdfast/grammar';
import { DIAGNOSTICS, type Diagnostic } from './diagnostics.ts';

/** What a project says about the build, beside the plugin's name in tsconfig.json. */
export interface PluginOptions {
  /** Default: the name of the nearest package.json. May carry a version: `shop@2`. */
  readonly namespace?: string;
}

const OPTIONS = ['namespace'];

// Options that ts-patch reads itself and hands on.
const OF_THE_HOST = ['import', 'tsConfig', 'resolvePathAliases'];

/** The options of the plugin's entry in tsconfig.json, with every problem found in them. */
export function parsePluginOptions(given: Readonly<Record<string, unknown>>): {
  readonly options: PluginOptions;
  readonly diagnostics: readonly Diagnostic[];
} {
  const nowhere = { start: 0, length: 0 };
  const diagnostics = Object.keys(given)
    .filter((option) => !OPTIONS.includes(option) && !OF_THE_HOST.includes(option))
    .map((option) =>
      DIAGNOSTICS.unknownPluginOption(nowhere, { option, known: OPTIONS, nearest: nearestName(option, OPTIONS) }),
    );
  const { namespace } = given;
  if (namespace === undefined) return { options: {}, diagnostics };
  if (typeof namespace === 'string' && namespace !== '') return { options: { namespace }, diagnostics };
  const value = JSON.stringify(namespace);
  return {
    options: {},
    diagnostics: [...diagnostics, DIAGNOSTICS.badPluginOption(nowhere, { option: 'namespace', value })],
  };
}
