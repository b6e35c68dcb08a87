import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type Outcome, PLAIN_ENVIRONMENT, ROOT, TSPC } from './temporary-project.ts';

const PROJECT = join(ROOT, 'fixtures', 'orm');

mkdirSync(join(PROJECT, 'dist'), { recursive: true });
// Inside the project, where its packages are found.
const folder = mkdtempSync(join(PROJECT, 'dist', 'e2e-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function runNode(...args: readonly string[]): Outcome {
  const result = spawnSync(process.execPath, args, { cwd: PROJECT, encoding: 'utf8', env: PLAIN_ENVIRONMENT });
  return { exitCode: result.status, out: result.stdout, error: result.stderr };
}

it('tspc builds a project with TypeORM, MikroORM and Drizzle, and rows are read once', () => {
  expect(runNode(TSPC, '-p', '.', '--outDir', folder)).toEqual({ exitCode: 0, out: '', error: '' });
  expect(runNode('--no-warnings', join(folder, 'main.js'))).toEqual({
    exitCode: 0,
    out: [
      'TypeORM: {"id":1,"name":"Test User"}, read 1 time(s)\n',
      'MikroORM: {"id":1,"name":"Test User"}, read 1 time(s)\n',
      'Drizzle: {"id":1,"name":"Test User"}, read 1 time(s)\n',
    ].join(''),
    error: '',
  });
});
