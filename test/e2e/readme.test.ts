import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { type Block, readBlocks, readFiles } from './markdown-blocks.ts';
import { createTemporaryProject, ROOT, TSPC } from './temporary-project.ts';

const PAGES = globSync(['README.md', 'docs/*.md', '{runtime,transformer,codegen}/README.md'], { cwd: ROOT }).toSorted();

const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

const PAGES_WITH_CODE = PAGES.filter((page) => readFiles(readBlocks(read(page))).length > 0);

/** The settings that the README tells users to write. */
function readCompilerSettings(): string {
  const settings = readBlocks(read('README.md')).filter(({ language }) => language === 'json');
  expect(settings.map(({ text }) => Object.keys(JSON.parse(text)))).toEqual([['compilerOptions', 'include']]);
  return settings[0]?.text ?? '';
}

describe.each(PAGES_WITH_CODE)('%s', (page) => {
  const files = readFiles(readBlocks(read(page)));

  it('X-40: all README code blocks compile and run as written', () => {
    expect(files.filter(({ prints }) => prints === undefined)).toEqual([]);
    const project = createTemporaryProject({
      'package.json': '{ "name": "app", "type": "module" }',
      'tsconfig.json': readCompilerSettings(),
      ...Object.fromEntries(files.map(({ path, text }) => [path, text])),
    });
    project.link('holdfast', 'runtime');
    project.link('@holdfast/transformer', 'transformer');
    project.link('keyv', 'node_modules/keyv-6');
    try {
      expect(project.run('node', TSPC, '-p', '.')).toEqual({ exitCode: 0, out: '', error: '' });
      for (const { path, prints = [] } of files) {
        const out = prints.map((line) => `${line}\n`).join('');
        const built = path.replace(/^src\//, 'dist/').replace(/ts$/, 'js');
        expect({ path, ...project.run('node', built) }).toEqual({ path, exitCode: 0, out, error: '' });
      }
    } finally {
      project.remove();
    }
  });
});

it('finds the pages that show code', () => {
  expect(PAGES_WITH_CODE).toEqual([
    'README.md',
    'docs/stores.md',
    'docs/values.md',
    'docs/writing-a-store.md',
    'runtime/README.md',
  ]);
});

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
