import { basename, dirname, resolve } from 'node:path';
import {
  createProjectFinder,
  DIAGNOSTICS,
  type Manifest,
  type ManifestFile,
  readManifest,
} from '@holdfast/transformer';
import type ts from 'typescript';
import { CommandFailure } from '../command-failure.ts';
import { countFunctions } from '../count-functions.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type Problem, toProblem } from '../problem.ts';
import { loadCompiler } from '../read/load-compiler.ts';
import { readProjects } from '../read/read-projects.ts';
import { relativePath } from '../relative-path.ts';
import { renderCount } from '../render/render-count.ts';
import { renderJson } from '../render/render-json.ts';
import { renderProblems } from '../render/render-problems.ts';
import { compareOutput } from '../verify/compare-output.ts';
import { readOutput } from '../verify/read-output.ts';
import type { CommandContext } from './command-context.ts';

const NOWHERE = { start: 0, length: 0 };

/**
 * `holdfast verify <outDir>`: compares emitted JavaScript with the manifest. It reads no sources, so it tells what a
 * deployment has, not what a build would make.
 * @throws CommandFailure HF2020, HF2021, HF2024 and those of the manifest
 */
export async function runVerify(context: CommandContext, outDir: string): Promise<ExitCode> {
  const { host, options, palette } = context;
  const folder = resolve(host.directory, outDir);
  const shown = relativePath(host.directory, folder);
  const projects = options.project.map((path) => resolve(host.directory, path));
  const { typescript } = await loadCompiler([...projects, host.directory]);
  const file = findManifest(typescript, context, folder);
  const output = readOutput(typescript, folder, shown);
  const manifest = basename(file.path);
  const recorded = file.recorded && limitToProjects(typescript, context, file.recorded);
  const problems: readonly Problem[] =
    recorded === undefined
      ? [toProblem(DIAGNOSTICS.noManifest(NOWHERE, { count: countMarks(output), manifest }))]
      : compareOutput({ output, recorded, folder: shown, manifest }).map(toProblem);
  const functions = recorded === undefined ? 0 : countFunctions(recorded);
  if (options.json) {
    host.out(renderJson({ problems, functions }));
  } else if (problems.length > 0) {
    host.out(`${renderProblems(problems, palette)}${renderCount(problems.length, 'problem')}.\n`);
  } else {
    host.out(`${shown}: ${renderCount(functions, 'function')}, all transformed and as recorded in ${manifest}.\n`);
  }
  return problems.length === 0 ? EXIT.ok : EXIT.findings;
}

function countMarks(output: ReturnType<typeof readOutput>): number {
  return output.flatMap(({ marks }) => marks.flatMap(({ specs }) => specs)).length;
}

/** That of the first project, or else the one that is found from the folder upwards. */
function findManifest(typescript: typeof ts, { host, options }: CommandContext, folder: string): ManifestFile {
  const { readFile, fileExists } = typescript.sys;
  const [project] = listProjects(typescript, { host, options });
  const configured = project?.options.manifest && resolve(dirname(project.tsconfig), project.options.manifest);
  const manifest = options.manifest === undefined ? configured : resolve(host.directory, options.manifest);
  const directory = project === undefined ? folder : dirname(project.tsconfig);
  const readJson = (path: string): unknown => typescript.readConfigFile(path, readFile).config;
  const file = readManifest({ directory, manifest, readFile, fileExists, readJson });
  if ('code' in file) throw new CommandFailure(file);
  return file;
}

function listProjects(typescript: typeof ts, { host, options }: Pick<CommandContext, 'host' | 'options'>) {
  if (options.project.length === 0) return [];
  return readProjects({ typescript, directory: host.directory, paths: options.project });
}

/** With `-p`, the functions whose files belong to these projects: a manifest may list those of the tests too. */
function limitToProjects(typescript: typeof ts, context: CommandContext, recorded: Manifest): Manifest {
  const projects = listProjects(typescript, context);
  if (projects.length === 0) return recorded;
  const files = new Set(
    projects.flatMap(({ parsed, options }) => {
      const projectOf = createProjectFinder({
        readJson: (path) => typescript.readConfigFile(path, typescript.sys.readFile).config,
        currentDirectory: context.host.directory,
        namespace: options.namespace,
      });
      return parsed.fileNames
        .map(projectOf)
        .map((found) => ('code' in found ? '' : `${found.namespace}:${found.path}`));
    }),
  );
  const kept = [...recorded].map(
    ([namespace, functions]) => [namespace, functions.filter(({ file }) => files.has(`${namespace}:${file}`))] as const,
  );
  return new Map(kept);
}
