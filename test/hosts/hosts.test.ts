import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { PLAIN_ENVIRONMENT } from '../e2e/temporary-project.ts';
import { endWithTests } from '../servers/end-with-tests.ts';
import { COMPILERS, createHostProject, type HostedProject, type HostProject } from './host-project.ts';

const MAIN = `import { cacheOf } from 'holdfast';
import { square, countRuns } from './square.js';

async function main(): Promise<void> {
  await square(12);
  console.log(await square(12), countRuns(), cacheOf(square).key(12));
}
main();
`;
const SQUARE = `let runs = 0;
export const countRuns = (): number => runs;

/** @cache ttl=10m */
export async function square(n: number): Promise<number> {
  runs++;
  return n * n;
}
`;
const FILES = { 'src/main.ts': MAIN, 'src/square.ts': SQUARE };
const SILENT = { exitCode: 0, out: '', error: '' };
const CACHED = { exitCode: 0, out: '144 1 hf:hosted:square(n=12)\n', error: '' };

const projects: HostedProject[] = [];
afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

describe.each(COMPILERS)('$name', (compiler) => {
  const create = (project: Omit<HostProject, 'files'>): HostedProject => {
    const made = createHostProject(compiler, { ...project, files: FILES });
    projects.push(made);
    return made;
  };

  it.each(['module', 'commonjs'] as const)('builds a project of type %s with tspc', (type) => {
    const project = create({ type });
    expect(project.tspc()).toEqual(SILENT);
    expect(project.run('node', 'dist/main.js')).toEqual(CACHED);
  });

  it('builds with isolatedModules', () => {
    const project = create({ type: 'module', compilerOptions: { isolatedModules: true } });
    expect(project.tspc()).toEqual(SILENT);
    expect(project.run('node', 'dist/main.js')).toEqual(CACHED);
  });

  it('writes nothing with noEmit and reports nothing, since no plugin is asked', () => {
    const project = create({ type: 'module', compilerOptions: { noEmit: true } });
    project.write('src/square.ts', SQUARE.replace('ttl=10m', 'tll=10m'));
    expect(project.tspc()).toEqual(SILENT);
  });

  it('builds a project that others refer to with -b', () => {
    const project = create({ type: 'module', compilerOptions: { composite: true } });
    expect(project.tspc('-b')).toEqual(SILENT);
    expect(project.run('node', 'dist/main.js')).toEqual(CACHED);
  });

  it('emits a changed file of an incremental build again, cached', () => {
    const project = create({ type: 'module', compilerOptions: { incremental: true } });
    expect(project.tspc()).toEqual(SILENT);
    project.write('src/square.ts', SQUARE.replace('n * n', 'n * n + 1'));
    expect(project.tspc()).toEqual(SILENT);
    expect(project.run('node', 'dist/main.js')).toEqual({ ...CACHED, out: '145 1 hf:hosted:square(n=12)\n' });
  });

  it('runs under ts-node, whose compiler is ts-patch/compiler', () => {
    const project = create({ type: 'commonjs' });
    // It finds sources by their names without an extension.
    project.write('src/main.ts', MAIN.replace('./square.js', './square'));
    project.write(
      'start.js',
      "require('ts-node').register({ compiler: process.argv[2] });\nrequire('./src/main.ts');\n",
    );
    expect(project.run('node', 'start.js', project.patchedCompiler)).toEqual(CACHED);
  });

  it('is bundled by webpack with ts-loader, whose compiler is ts-patch/compiler', () => {
    const project = create({ type: 'commonjs' });
    project.write('bundle.js', BUNDLE);
    const { exitCode, error } = project.run('node', 'bundle.js', project.patchedCompiler);
    expect({ exitCode, error }).toEqual({ exitCode: 0, error: '' });
    expect(project.run('node', 'bundle/main.js')).toEqual(CACHED);
  });

  it('builds again in watch mode when a file changes, cached', async () => {
    const project = create({ type: 'module' });
    const watching = watch(project);
    try {
      await watching.finished();
      expect(project.run('node', 'dist/main.js')).toEqual(CACHED);
      project.write('src/square.ts', SQUARE.replace('n * n', 'n * n + 1'));
      await watching.finished();
      expect(project.run('node', 'dist/main.js')).toEqual({ ...CACHED, out: '145 1 hf:hosted:square(n=12)\n' });
    } finally {
      await watching.end();
    }
  });
});

const BUNDLE = `const webpack = require('webpack');
webpack(
  {
    mode: 'development',
    devtool: false,
    target: 'node',
    entry: './src/main.ts',
    output: { path: __dirname + '/bundle', filename: 'main.js' },
    module: { rules: [{ test: /\\.ts$/, loader: 'ts-loader', options: { compiler: process.argv[2], silent: true } }] },
    resolve: { extensions: ['.ts', '.js'], extensionAlias: { '.js': ['.ts', '.js'] } },
  },
  (error, stats) => {
    if (error) throw error;
    if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
  },
);
`;

interface Watching {
  /** Resolves when the next build has ended. @throws where the compiler ended instead */
  readonly finished: () => Promise<void>;
  readonly end: () => Promise<void>;
}

function watch(project: HostedProject): Watching {
  const child: ChildProcess = spawn(
    process.execPath,
    [project.tspcPath, '-w', '--preserveWatchOutput', '--watchFile', 'fixedPollingInterval'],
    { cwd: project.folder, env: PLAIN_ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  endWithTests(child);
  let printed = '';
  let told = (): void => undefined;
  child.stderr?.on('data', (chunk) => {
    printed += chunk;
  });
  child.stdout?.on('data', (chunk) => {
    printed += chunk;
    told();
  });
  const ended = once(child, 'exit');
  const failed = ended.then(() => {
    throw new Error(`tspc -w ended: ${printed}`);
  });
  failed.catch(() => {
    // Where nobody waits for the next build, the end is what was asked for.
  });
  const build = async (): Promise<void> => {
    while (!printed.includes('Watching for file changes.')) {
      await new Promise<void>((resolve) => {
        told = resolve;
      });
    }
    printed = printed.slice(printed.indexOf('Watching for file changes.') + 1);
  };
  return {
    finished: () => Promise.race([build(), failed]),
    end: async () => {
      child.kill();
      await ended;
    },
  };
}
