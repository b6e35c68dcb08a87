import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type ts from 'typescript';

/** A compiler to read projects with. */
export interface Compiler {
  readonly typescript: typeof ts;
  /** Texts of its own library files that are not on disk, by the absolute name that it looks for. */
  readonly libraries: ReadonlyMap<string, string>;
}

/**
 * The project's own TypeScript, so that types are what its build sees. TypeScript 7, which has no JavaScript interface,
 * and projects without one are read with the TypeScript that ts-morph brings.
 * @param places absolute paths from which it is looked for, one after the other
 */
export async function loadCompiler(places: readonly string[]): Promise<Compiler> {
  for (const place of places) {
    const own = loadOwn(createRequire(join(place, 'package.json')));
    if (own !== undefined) return { typescript: own, libraries: new Map() };
  }
  const [{ ts: bundled }, { getLibFiles }] = await Promise.all([import('ts-morph'), import('@ts-morph/common')]);
  // ts-morph re-exports the module `typescript` under a declaration of its own.
  const typescript = bundled as unknown as typeof ts;
  const folder = dirname(typescript.getDefaultLibFilePath({}));
  return { typescript, libraries: new Map(getLibFiles().map(({ fileName, text }) => [`${folder}/${fileName}`, text])) };
}

function loadOwn(fromProject: NodeJS.Require): typeof ts | undefined {
  try {
    const loaded: unknown = fromProject(fromProject.resolve('typescript'));
    return isCompiler(loaded) ? loaded : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function isCompiler(loaded: unknown): loaded is typeof ts {
  if (typeof loaded !== 'object' || loaded === null) return false;
  if (!('createProgram' in loaded) || !('versionMajorMinor' in loaded)) return false;
  const [major = 0, minor = 0] = String(loaded.versionMajorMinor).split('.').map(Number);
  return major === 6 || (major === 5 && minor >= 4);
}
