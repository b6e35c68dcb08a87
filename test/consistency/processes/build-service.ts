import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { mutateFile } from '../scheduler/hunt.ts';
import { RUNTIME_FOLDER } from '../scheduler/runtime-under-test.ts';
import type { ProcessMutant } from './process-mutant.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SOURCE = fileURLToPath(new URL('service', import.meta.url));
const ENTRIES = ['index', 'entities', 'batch', 'sqlite', 'redis'];

/** The service in a folder of its own outside of the repository, as a user has one, built by tspc. */
export interface BuiltService {
  readonly folder: string;
  /** The file that a worker process runs. */
  readonly worker: string;
  /** Gives the service the runtime as it stands in this repository, or with one rule switched off. */
  readonly install: (mutant?: ProcessMutant) => Promise<void>;
  readonly remove: () => void;
}

/** Builds the service. The packages must have been built before (`npm run build`). @throws Error with what tspc says */
export async function buildService(): Promise<BuiltService> {
  const outside = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-prove-')));
  const remove = (): void => rmSync(outside, { recursive: true });
  try {
    return await buildIn(outside, remove);
  } catch (error) {
    remove();
    throw error;
  }
}

async function buildIn(outside: string, remove: () => void): Promise<BuiltService> {
  const folder = join(outside, 'service');
  const runtime = join(folder, 'node_modules', 'holdfast');
  symlinkSync(join(ROOT, 'node_modules'), join(outside, 'node_modules'), 'dir');
  cpSync(SOURCE, folder, { recursive: true });
  mkdirSync(runtime, { recursive: true });
  writePackage(runtime);
  compile(folder);
  const install = (mutant?: ProcessMutant): Promise<void> => bundleRuntime(join(runtime, 'code'), mutant);
  await install();
  return { folder, worker: join(folder, 'dist', 'worker.js'), install, remove };
}

/** The package as users have it, but for its code. */
function writePackage(folder: string): void {
  symlinkSync(join(ROOT, 'runtime', 'dist', 'esm'), join(folder, 'types'), 'dir');
  const exported = ENTRIES.map((name) => [
    name === 'index' ? '.' : `./${name}`,
    { types: `./types/${name}.d.ts`, default: `./code/${name}.js` },
  ]);
  const text = JSON.stringify({ name: 'holdfast', type: 'module', exports: Object.fromEntries(exported) });
  writeFileSync(join(folder, 'package.json'), text);
}

function compile(folder: string): void {
  const tspc = join(ROOT, 'node_modules', 'ts-patch', 'bin', 'tspc.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [tspc], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`tspc did not build the service:\n${stdout}${stderr}`);
}

/** Bundles the sources of the runtime as `npm run build` does, so that a mutant is a change of one place in them. */
async function bundleRuntime(outdir: string, mutant: ProcessMutant | undefined): Promise<void> {
  const contents = mutant === undefined ? undefined : await mutateFile(mutant);
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: ENTRIES.map((name) => join(RUNTIME_FOLDER, `${name}.ts`)),
    outdir,
    platform: 'node',
    target: 'node22.15',
    format: 'esm',
    bundle: true,
    splitting: true,
    packages: 'external',
    logLevel: 'silent',
    plugins: [
      {
        name: 'mutant',
        setup: ({ onLoad }) => {
          onLoad({ filter: /\.ts$/ }, ({ path }) =>
            contents !== undefined && path === join(RUNTIME_FOLDER, mutant?.file ?? '')
              ? { contents, loader: 'ts' }
              : undefined,
          );
        },
      },
    ],
  });
}
