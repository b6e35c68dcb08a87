import { join, resolve } from 'node:path';
import { DIAGNOSTICS, parsePluginOptions } from '@holdfast/transformer';
import type ts from 'typescript';
import { CommandFailure } from '../command-failure.ts';
import { relativePath } from '../relative-path.ts';
import type { Project } from './project.ts';

const NOWHERE = { start: 0, length: 0 };

/** Where the projects of a command are. */
export interface ProjectRequest {
  readonly typescript: typeof ts;
  readonly directory: string;
  /** As given with `-p`: files, or folders that hold a tsconfig.json. */
  readonly paths: readonly string[];
}

/**
 * The projects of some tsconfig files and of all that they refer to, each once, those that are referred to first. A
 * solution file, which only refers to others, is none itself.
 * @throws CommandFailure HF2020, HF2021
 */
export function readProjects({ typescript, directory, paths }: ProjectRequest): readonly Project[] {
  const seen = new Set<string>();
  const visit = (tsconfig: string): readonly Project[] => {
    if (seen.has(tsconfig)) return [];
    seen.add(tsconfig);
    const parsed = parseConfig(typescript, directory, tsconfig);
    const references = parsed.projectReferences ?? [];
    const before = references.flatMap((reference) => visit(resolve(typescript.resolveProjectReferencePath(reference))));
    if (parsed.fileNames.length === 0) return before;
    return [...before, { tsconfig, parsed, options: readOptions(parsed, relativePath(directory, tsconfig)) }];
  };
  return paths.flatMap((path) => {
    const given = resolve(directory, path);
    return visit(typescript.sys.directoryExists(given) ? join(given, 'tsconfig.json') : given);
  });
}

function parseConfig(typescript: typeof ts, directory: string, tsconfig: string): ts.ParsedCommandLine {
  const name = relativePath(directory, tsconfig);
  if (!typescript.sys.fileExists(tsconfig)) throw new CommandFailure(DIAGNOSTICS.noTsconfig(NOWHERE, { path: name }));
  // First what is no JSON: the parser repairs it, and then wonders about what is missing.
  const { error } = typescript.readConfigFile(tsconfig, typescript.sys.readFile);
  const problems: ts.Diagnostic[] = error === undefined ? [] : [error];
  const parsed = typescript.getParsedCommandLineOfConfigFile(
    tsconfig,
    {},
    {
      ...typescript.sys,
      onUnRecoverableConfigFileDiagnostic: (problem) => problems.push(problem),
    },
  );
  const isSolution = (parsed?.projectReferences ?? []).length > 0;
  const errors = [...problems, ...(parsed?.errors ?? [])].filter(
    // A solution file has no files, and an empty project none that hold a key.
    ({ category, code }) => category === typescript.DiagnosticCategory.Error && !(isSolution && NO_FILES.has(code)),
  );
  const [first] = errors;
  if (parsed !== undefined && first === undefined) return parsed;
  const text =
    first === undefined ? 'it cannot be read.' : typescript.flattenDiagnosticMessageText(first.messageText, ' ');
  const reason = text.replaceAll(`${directory}/`, '');
  throw new CommandFailure(DIAGNOSTICS.badTsconfig(NOWHERE, { path: name, reason }));
}

// "The 'files' list in config file is empty", "No inputs were found in config file".
const NO_FILES = new Set([18002, 18003]);

/** What ts-patch reads itself in the entry of a plugin. */
const OF_THE_HOST = new Set(['transform', 'transformProgram', 'type', 'after', 'afterDeclarations', 'name', 'import']);

/** @param path for messages */
function readOptions({ options }: ts.ParsedCommandLine, path: string): Project['options'] {
  const plugins: readonly unknown[] = Array.isArray(options.plugins) ? options.plugins : [];
  const own = plugins.find(isOwnPlugin) ?? {};
  const given = Object.fromEntries(Object.entries(own).filter(([name]) => !OF_THE_HOST.has(name)));
  const { options: read, diagnostics } = parsePluginOptions(given);
  const [first] = diagnostics;
  if (first === undefined) return read;
  throw new CommandFailure(DIAGNOSTICS.badTsconfig(NOWHERE, { path, reason: first.message }));
}

function isOwnPlugin(plugin: unknown): plugin is object {
  if (typeof plugin !== 'object' || plugin === null || !('transform' in plugin)) return false;
  return typeof plugin.transform === 'string' && /(^|[\\/])@holdfast[\\/]transformer($|[\\/])/.test(plugin.transform);
}
