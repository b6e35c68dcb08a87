import { define, type Known, list, type Nearest, suggest } from './define-diagnostic.ts';

/** Configuration of the plugin. These have no place in a source file. */
export const CONFIGURATION_DIAGNOSTICS = {
  unknownPluginOption: define<Known & Nearest & { readonly option: string }>(
    2010,
    'unknown-plugin-option',
    ({ option, known, nearest }) =>
      `the plugin @holdfast/transformer has no option ${option}. Options: ${list(known)}. ${suggest(nearest, `Remove ${option} from plugins in tsconfig.json.`)}`,
  ),
  badPluginOption: define<{ option: string; value: string; fix: string }>(
    2011,
    'bad-plugin-option',
    ({ option, value, fix }) => `the plugin option ${option} is ${value}. ${fix}`,
  ),
  noNamespace: define<{ file: string }>(
    2012,
    'no-namespace',
    ({ file }) =>
      `no package.json above ${file} has a name, so its keys would have no namespace. Set the plugin option "namespace" in tsconfig.json.`,
  ),
};
