import { createRequire } from 'node:module';
import { join } from 'node:path';
import type ts from 'typescript';

/**
 * The project's own TypeScript, so that types are what its build sees. TypeScript 7, which has no JavaScript interface,
 * and projects without one are read with the TypeScript that ts-morph brings.
 * @param places absolute paths from which it is looked for, one after the other
 */
export async function loadCompiler(places: readonly string[]): Promise<typeof ts> {
  for (const place of places) {
    const own = loadOwn(createRequire(join(place, 'package.json')));
    if (own !== undefined) return own;
  }
  const { ts: bundled } = await import('ts-morph');
  // ts-morph re-exports the module `typescript` under a declaration of its own.
  return bundled as unknown as typeof ts;
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
