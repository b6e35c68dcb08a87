import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { type Block, readBlocks } from './markdown-blocks.ts';
import { ROOT } from './temporary-project.ts';

const PAGES = globSync(['README.md', 'docs/*.md', '{runtime,transformer,codegen}/README.md'], { cwd: ROOT }).toSorted();

const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

describe.each(PAGES)('%s', (page) => {
  const blocks = readBlocks(read(page));

  it('names commands that exist', () => {
    expect(readCommands(blocks).filter((command) => !isKnownCommand(command))).toEqual([]);
  });

  it('has links that lead somewhere', () => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
    expect(links.filter((target) => !existsSync(join(ROOT, dirname(page), target)))).toEqual([]);
  });
});

it('tells commands that exist from others', () => {
  const commands = [
    'npm start',
    'npm run lint',
    'npm run nope',
    'npm nope',
    'npx tspc',
    'npx nope',
    'npm install nope',
    'make',
  ];
  expect(commands.filter(isKnownCommand)).toEqual(['npm start', 'npm run lint', 'npx tspc']);
});

/** The commands of the shell blocks, without comments. */
function readCommands(blocks: readonly Block[]): readonly string[] {
  return blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Whether a reader can run this in a clone, or in a project of their own. */
function isKnownCommand(command: string): boolean {
  const [program, verb = '', ...rest] = command.split(/\s+/);
  if (program === 'npm' && ['ci', 'cit'].includes(verb)) return rest.length === 0;
  if (program === 'npm' && verb === 'run') return (rest[0] ?? '') in manifest.scripts;
  if (program === 'npm' && verb === 'install') return rest.every(isKnownPackage);
  if (program === 'npm') return verb in manifest.scripts;
  if (program === 'npx') return existsSync(join(ROOT, 'node_modules/.bin', verb)) || verb === 'holdfast';
  return false;
}

function isKnownPackage(name: string): boolean {
  return name === '--save-dev' || existsSync(join(ROOT, 'node_modules', name, 'package.json'));
}
