import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type Block, readBlocks } from './markdown-blocks.ts';
import { createTemporaryProject, type Outcome, ROOT, TSPC } from './temporary-project.ts';

/*
 * docs/cli.md is one story, and this test lives through it: a block that begins with `// <file>` writes the file, or
 * says what it holds where a command has changed it; an `sh` block runs; the `text` block behind it is what it prints.
 */

const PAGE = 'docs/cli.md';
const TOOLS: Readonly<Record<string, string>> = {
  holdfast: join(ROOT, 'codegen/dist/esm/cli.js'),
  tspc: TSPC,
  tsc: join(ROOT, 'node_modules/typescript/bin/tsc'),
};

const project = createTemporaryProject({
  'package.json': '{ "name": "app", "type": "module" }',
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      ...{ module: 'nodenext', target: 'es2022', lib: ['es2022'], types: [], strict: true, skipLibCheck: true },
      ...{ rootDir: 'src', outDir: 'dist', plugins: [{ transform: '@holdfast/transformer' }] },
    },
    include: ['src'],
  }),
  // An SQLite file in which there is nothing yet.
  'cache.db': '',
});
afterAll(project.remove);
project.link('holdfast', 'runtime');
project.link('@holdfast/transformer', 'transformer');
project.link('typescript', 'node_modules/typescript');

const blocks = readBlocks(readFileSync(join(ROOT, PAGE), 'utf8'));

function runBlock({ text }: Block): Outcome {
  const lines = text.trim().split('\n');
  const outcomes = lines.map((line) => {
    const [npx, tool = '', ...args] = line.split(' ').map((word) => word.replace(/^"(.*)"$/, '$1'));
    const path = TOOLS[tool];
    if (npx !== 'npx' || path === undefined) throw new Error(`${PAGE} runs ${line}, which this test cannot.`);
    return project.run('node', path, ...args);
  });
  return {
    exitCode: Math.max(...outcomes.map(({ exitCode }) => exitCode ?? Number.NaN)),
    out: outcomes.map(({ out }) => out).join(''),
    error: outcomes.map(({ error }) => error).join(''),
  };
}

it('every command of the page prints what the page says, and leaves the files that it shows', () => {
  let isPinned = false;
  for (const [index, block] of blocks.entries()) {
    const where = `${PAGE}:${block.line}`;
    const [first = '', ...rest] = block.text.split('\n');
    if (block.language === 'typescript') {
      const path = first.replace('// ', '');
      if (isPinned) expect({ where, text: project.read(path) }).toEqual({ where, text: rest.join('\n') });
      else project.write(path, rest.join('\n'));
      isPinned = false;
    } else if (block.language === 'yaml') {
      expect({ where, text: project.read(first.replace('# ', '')) }).toEqual({ where, text: rest.join('\n') });
    } else if (block.language === 'sh' && !first.startsWith('npm ')) {
      const next = blocks[index + 1];
      const exitCode = Number(block.flags.find((flag) => flag.startsWith('exit='))?.slice('exit='.length) ?? 0);
      const out = next?.language === 'text' ? next.text : expect.any(String);
      expect({ where, ...runBlock(block) }).toEqual({ where, exitCode, out, error: '' });
      isPinned = block.text.includes('keys pin');
    }
  }
});

it('the page has a command for each of the command line', () => {
  const commands = blocks.flatMap(({ language, text }) => (language === 'sh' ? text.trim().split('\n') : []));
  const known = [
    ...['holdfast keys', 'holdfast check', 'holdfast keys accept', 'holdfast keys pin', 'holdfast verify'],
    ...['entity', 'tag', 'key', 'all'].map((what) => `holdfast invalidate ${what}`),
  ];
  expect(known.filter((name) => !commands.some((command) => command.startsWith(`npx ${name}`)))).toEqual([]);
});
