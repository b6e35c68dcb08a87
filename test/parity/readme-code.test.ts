import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBlocks, readFiles } from '../e2e/markdown-blocks.ts';
import { createTemporaryProject, ROOT, TSPC } from '../e2e/temporary-project.ts';

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
    'docs/batches.md',
    'docs/entities.md',
    'docs/from-dataloader.md',
    'docs/stores.md',
    'docs/values.md',
    'docs/writing-a-store.md',
    'runtime/README.md',
  ]);
});
