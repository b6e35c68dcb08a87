import { nearestName } from 'holdfast/grammar';
import { DIAGNOSTICS, type Diagnostic } from './diagnostics.ts';

/** What a project says about the build, beside the plugin's name in tsconfig.json. */
export interface PluginOptions {
  /** Default: the name of the nearest package.json. May carry a version: `shop@2`. */
  readonly namespace?: string;
  /** Path of the manifest from the folder of tsconfig.json. Default: looked for there and above, up to the package's root. */
  readonly manifest?: string;
  /** What a key is that differs from the manifest. Default: `error`; a build that watches never says more than `warn`. */
  readonly drift?: 'error' | 'warn' | 'off';
  /** `keep`: what is emitted of an `async` function stays one. Default: it need not, where nothing else tells the difference. */
  readonly asyncShape?: 'keep';
}

interface OptionReader {
  /** `undefined` for a value that cannot be used. */
  readonly read: (given: unknown) => PluginOptions | undefined;
  readonly fix: string;
}

const READERS = new Map<string, OptionReader>([
  [
    'namespace',
    {
      read: (given) => (isText(given) ? { namespace: given } : undefined),
      fix: 'Write a text of at least one character, such as "shop@2".',
    },
  ],
  [
    'manifest',
    {
      read: (given) => (isText(given) ? { manifest: given } : undefined),
      fix: 'Write a path, such as "../holdfast.keys.yaml".',
    },
  ],
  [
    'drift',
    {
      read: (given) => (given === 'error' || given === 'warn' || given === 'off' ? { drift: given } : undefined),
      fix: 'Write "error", "warn" or "off".',
    },
  ],
  [
    'asyncShape',
    {
      read: (given) => (given === 'keep' ? { asyncShape: given } : undefined),
      fix: 'Write "keep", or leave it out.',
    },
  ],
]);

const OPTIONS = [...READERS.keys()];

// Options that ts-patch reads itself and hands on.
const OF_THE_HOST = ['import', 'tsConfig', 'resolvePathAliases'];

/** The options of the plugin's entry in tsconfig.json, with every problem found in them. */
export function parsePluginOptions(given: Readonly<Record<string, unknown>>): {
  readonly options: PluginOptions;
  readonly diagnostics: readonly Diagnostic[];
} {
  const nowhere = { start: 0, length: 0 };
  const diagnostics: Diagnostic[] = [];
  let options: PluginOptions = {};
  for (const [option, value] of Object.entries(given)) {
    if (OF_THE_HOST.includes(option) || value === undefined) continue;
    const reader = READERS.get(option);
    const read = reader?.read(value);
    if (reader === undefined) {
      const nearest = nearestName(option, OPTIONS);
      diagnostics.push(DIAGNOSTICS.unknownPluginOption(nowhere, { option, known: OPTIONS, nearest }));
    } else if (read === undefined) {
      const facts = { option, value: JSON.stringify(value), fix: reader.fix };
      diagnostics.push(DIAGNOSTICS.badPluginOption(nowhere, facts));
    } else {
      options = { ...options, ...read };
    }
  }
  return { options, diagnostics };
}

function isText(given: unknown): given is string {
  return typeof given === 'string' && given !== '';
}
