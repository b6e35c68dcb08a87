import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../e2e/temporary-project.ts';
import { useProjects } from './open-project.ts';

/*
 * Diagnostics of the command line. A fixture is a page, a command and two small projects: `wrong` has the problem and
 * no other, `right` has none.
 */

const FIXTURES = join(ROOT, 'fixtures/diagnostics');
const FOLDERS = readdirSync(FIXTURES).filter((folder) => existsSync(join(FIXTURES, folder, 'command.json')));

const open = useProjects();

interface Problem {
  readonly code: string;
  readonly slug: string;
}

async function run(folder: string, side: 'wrong' | 'right'): Promise<readonly Problem[]> {
  const commands: Record<typeof side, readonly string[]> = JSON.parse(
    readFileSync(join(FIXTURES, folder, 'command.json'), 'utf8'),
  );
  const project = open({ 'package.json': '{ "name": "shop", "type": "module" }\n' });
  cpSync(join(FIXTURES, folder, side), project.folder, { recursive: true });
  const { exitCode, out, error } = await project.holdfast(...commands[side], '--json');
  const { problems }: { readonly problems: readonly Problem[] } = JSON.parse(out);
  expect({ error, isClean: exitCode === 0 }).toEqual({ error: '', isClean: problems.length === 0 });
  return problems;
}

describe.each(FOLDERS)('%s', (folder) => {
  it('is reported, and nothing else is', async () => {
    const problems = await run(folder, 'wrong');
    const json = `${JSON.stringify(problems, null, 2)}\n`;
    await expect(json).toMatchFileSnapshot(join(FIXTURES, folder, 'diagnostics.json'));
    expect([...new Set(problems.map(({ code, slug }) => `${code}-${slug}`))]).toEqual([`HF${folder}`]);
  });

  it('is gone in the right project', async () => {
    expect(await run(folder, 'right')).toEqual([]);
  });

  it('has a page that begins with its name', () => {
    const [title] = readFileSync(join(FIXTURES, folder, 'README.md'), 'utf8').split('\n', 1);
    expect(title).toBe(`# HF${folder.replace('-', ' ')}`);
  });
});
