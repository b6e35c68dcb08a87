import { afterEach, describe, expect, it } from 'vitest';
import { COMPILERS, createHostProject, type HostedProject } from './host-project.ts';

const FILES = {
  'src/user.ts':
    '/** @cache ttl=10m */\nexport async function findUser(id: number): Promise<number> {\n  return id;\n}\n',
  'src/other.ts': 'export const version = 1;\n',
};

const projects: HostedProject[] = [];
afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

describe.each(COMPILERS)('incremental output that $name keeps', (compiler) => {
  const create = (compilerOptions: object): HostedProject => {
    const project = createHostProject(compiler, {
      type: 'module',
      files: FILES,
      compilerOptions: { ...compilerOptions },
    });
    projects.push(project);
    return project;
  };
  const touch = (project: HostedProject): void => project.write('src/other.ts', 'export const version = 2;\n');
  const UNTRANSFORMED =
    'error TS991420: HF1420 not-transformed: dist/user.js was built from src/user.ts without the transformer, so these run uncached: findUser. Build with tspc, since tsc ignores plugins in silence; delete .tsbuildinfo files of tsc first.\n';

  it('is told of where plain tsc wrote it', () => {
    const project = create({ incremental: true });
    project.run('node', 'node_modules/typescript/bin/tsc');
    touch(project);
    expect(project.tspc()).toEqual({ exitCode: 2, out: UNTRANSFORMED, error: '' });
  });

  it('is told of in a build of several projects', () => {
    const project = create({ composite: true });
    project.run('node', 'node_modules/typescript/bin/tsc', '-b');
    touch(project);
    expect(project.tspc('-b')).toEqual({ exitCode: 2, out: UNTRANSFORMED, error: '' });
    expect(project.tspc('-b', '--force')).toEqual({ exitCode: 0, out: '', error: '' });
  });

  it('is told of where it was built for another namespace', () => {
    const project = create({ incremental: true });
    project.tspc();
    project.configure({ incremental: true }, { namespace: 'shop@2' });
    touch(project);
    expect(project.tspc()).toEqual({
      exitCode: 2,
      out: 'error TS991422: HF1422 stale-output: dist/user.js holds another findUser than the code: its namespace is hosted there and shop@2 here. Build again, without the .tsbuildinfo of the last build.\n',
      error: '',
    });
  });

  it('is told of where it invalidates nothing', () => {
    const project = create({ incremental: true });
    project.write(
      'src/user.ts',
      '/** @invalidates user:{id} */\nexport function removeUser(id: number): void {\n  void id;\n}\n',
    );
    project.run('node', 'node_modules/typescript/bin/tsc');
    touch(project);
    expect(project.tspc()).toEqual({
      exitCode: 2,
      out: UNTRANSFORMED.replace('run uncached: findUser', 'invalidate nothing: removeUser'),
      error: '',
    });
    expect(project.tspc('-b', '--force')).toEqual({ exitCode: 0, out: '', error: '' });
    touch(project);
    expect(project.tspc()).toEqual({ exitCode: 0, out: '', error: '' });
  });

  it('is no news where it is as the code asks', () => {
    const project = create({ incremental: true });
    project.tspc();
    touch(project);
    expect(project.tspc()).toEqual({ exitCode: 0, out: '', error: '' });
  });

  it('is not looked at where a build writes nothing, since the plugin is not asked then', () => {
    const project = create({ incremental: true });
    project.run('node', 'node_modules/typescript/bin/tsc');
    expect(project.tspc()).toEqual({ exitCode: 0, out: '', error: '' });
  });
});
