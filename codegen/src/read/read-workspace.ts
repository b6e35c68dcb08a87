import { dirname, resolve } from 'node:path';
import {
  DIAGNOSTICS,
  type Manifest,
  type ManifestFile,
  type ManifestFunction,
  type ReadFile,
  readManifest,
  sortManifest,
} from '@holdfast/transformer';
import type ts from 'typescript';
import { CommandFailure } from '../command-failure.ts';
import type { Problem } from '../problem.ts';
import { relativePath } from '../relative-path.ts';
import { type AnalyzedProject, analyzeProject, type FunctionPlace } from './analyze-project.ts';
import { loadCompiler } from './load-compiler.ts';
import type { Project } from './project.ts';
import { readProjects } from './read-projects.ts';

/** A manifest and the projects whose functions it lists. */
export interface ManifestGroup {
  /** Absolute; where it is, or would be written. */
  readonly path: string;
  /** From the folder of the command on, with `/`. */
  readonly shown: string;
  /** `undefined`: there is none yet. */
  readonly recorded: Manifest | undefined;
  /** What the code says now. */
  readonly current: Manifest;
  readonly projects: readonly Project[];
  /** The source files of these projects. */
  readonly files: readonly ReadFile[];
}

/** Everything a command works on. */
export interface Workspace {
  readonly typescript: typeof ts;
  readonly groups: readonly ManifestGroup[];
  /** What the build would refuse. */
  readonly problems: readonly Problem[];
  /** What to know of functions that nothing is wrong with. */
  readonly warnings: readonly Problem[];
  /** Imports of annotated files that lead nowhere: `src/user.ts(1,25) './team.js'`. Their types count as any. */
  readonly unresolved: readonly string[];
  /** Where the functions are, by `<namespace>:<id>`. */
  readonly places: ReadonlyMap<string, FunctionPlace>;
}

/** What a command was told to work on. */
export interface WorkspaceRequest {
  readonly directory: string;
  /** As given with `-p`. */
  readonly paths: readonly string[];
  /** As given with `--manifest`: this file for all projects. */
  readonly manifest: string | undefined;
  /** Called with what happens next, and at the end with nothing. */
  readonly progress: (text: string | undefined) => void;
  /** Texts that count in place of what is on disk, by absolute name. */
  readonly texts?: ReadonlyMap<string, string>;
}

/**
 * Reads and analyzes all projects, one after the other, so that no two programs are held at once.
 * @throws CommandFailure
 */
export async function readWorkspace(request: WorkspaceRequest): Promise<Workspace> {
  const { directory, paths, progress } = request;
  const { typescript, libraries } = await loadCompiler([...paths.map((path) => resolve(directory, path)), directory]);
  const texts = new Map([...libraries, ...(request.texts ?? [])]);
  const projects = readProjects({ typescript, directory, paths });
  const claimed = new Set<string>();
  const owners = new Map<string, FunctionPlace>();
  const groups = new Map<string, ManifestGroup>();
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const unresolved: string[] = [];
  for (const [index, project] of projects.entries()) {
    progress(`${relativePath(directory, project.tsconfig)} (${index + 1} of ${projects.length})`);
    const file = locateManifest(typescript, project, request);
    const analyzed = analyzeProject({ typescript, directory, project, claimed, texts });
    unresolved.push(...analyzed.unresolved);
    warnings.push(...analyzed.warnings);
    const own = claimIds(analyzed, owners);
    problems.push(...analyzed.problems, ...own.problems);
    const before = groups.get(file.path);
    groups.set(file.path, {
      ...file,
      shown: relativePath(directory, file.path),
      current: joinManifests(before?.current, own.current),
      projects: [...(before?.projects ?? []), project],
      files: [...(before?.files ?? []), ...analyzed.files],
    });
  }
  progress(undefined);
  return { typescript, groups: [...groups.values()], problems, warnings, places: owners, unresolved };
}

function locateManifest(
  typescript: typeof ts,
  { tsconfig, options }: Project,
  request: WorkspaceRequest,
): ManifestFile {
  const { readFile, fileExists } = typescript.sys;
  const folder = dirname(tsconfig);
  const configured = options.manifest === undefined ? undefined : resolve(folder, options.manifest);
  const manifest = request.manifest === undefined ? configured : resolve(request.directory, request.manifest);
  const readJson = (path: string): unknown => typescript.readConfigFile(path, readFile).config;
  const file = readManifest({ directory: folder, manifest, readFile, fileExists, readJson });
  if ('code' in file) throw new CommandFailure(file);
  return file;
}

/** Leaves out functions whose id another project has already: that is a problem at the second place. */
function claimIds(
  { current, places }: AnalyzedProject,
  owners: Map<string, FunctionPlace>,
): { readonly current: Manifest; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const kept = new Map<string, readonly ManifestFunction[]>();
  for (const [namespace, functions] of current) {
    const claimed = functions.filter(({ id }) => {
      const name = `${namespace}:${id}`;
      const place = places.get(name);
      const owner = owners.get(name);
      if (place === undefined || owner === undefined) {
        if (place !== undefined) owners.set(name, place);
        return true;
      }
      const facts = { on: id, id, first: id, at: owner.shown };
      problems.push(place.toProblem(DIAGNOSTICS.duplicateId(place.idSpan, facts)));
      return false;
    });
    kept.set(namespace, claimed);
  }
  return { current: kept, problems };
}

function joinManifests(before: Manifest | undefined, added: Manifest): Manifest {
  const joined = new Map(before);
  for (const [namespace, functions] of added) joined.set(namespace, [...(joined.get(namespace) ?? []), ...functions]);
  return sortManifest(joined);
}
