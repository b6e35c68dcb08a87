import type { PluginOptions } from '@holdfast/transformer';
import type ts from 'typescript';

/** One tsconfig.json with files of its own. */
export interface Project {
  /** Absolute. */
  readonly tsconfig: string;
  readonly parsed: ts.ParsedCommandLine;
  /** Options of the plugin's entry; empty where the project has none, as with bundlers. */
  readonly options: PluginOptions;
}
