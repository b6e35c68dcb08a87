import { basename, dirname, resolve } from 'node:path';
import type { AnalysisHost, ProgramAnalysis } from '../analyze/analyze-program.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import type { PluginOptions } from '../parse-plugin-options.ts';
import { checkDrift, type Drift } from './check-drift.ts';

/** What a build knows when it compares. */
export interface DriftRequest extends AnalysisHost {
  readonly analysis: ProgramAnalysis;
  readonly options: PluginOptions;
  readonly readJson: (path: string) => unknown;
}

const NONE: Drift = { inFiles: new Map(), elsewhere: [] };

/** Drift of a program against the manifest of its project. Without a manifest, or told not to look, there is none. */
export function readDrift({ options, readJson, ...host }: DriftRequest): Drift {
  if (options.drift === 'off') return NONE;
  const { typescript, program } = host;
  const { configFilePath } = program.getCompilerOptions();
  const directory =
    typeof configFilePath === 'string' ? dirname(configFilePath) : resolve(program.getCurrentDirectory());
  const { readFile, fileExists } = typescript.sys;
  const manifest = options.manifest === undefined ? undefined : resolve(directory, options.manifest);
  const file = readManifest({ directory, manifest, readJson, readFile, fileExists });
  if ('code' in file) return { ...NONE, elsewhere: [file] };
  return file.recorded === undefined
    ? NONE
    : checkDrift({ ...host, recorded: file.recorded, manifest: basename(file.path), fileExists });
}
