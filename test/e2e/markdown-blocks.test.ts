import { expect, it } from 'vitest';
import { readBlocks, readFiles } from './markdown-blocks.ts';

const PAGE = [
  '# Page',
  '```ts run',
  '// src/main.ts',
  'console.log(1); // prints 1',
  '```',
  'Text.',
  '```',
  'plain',
  '```',
  '```ts',
  'const alone = 1;',
  '```',
  '```ts',
  '// src/main.ts',
  "console.log('a', 'b'); // prints a b",
  '```',
  '',
].join('\n');

it('finds the blocks of a page with their lines', () => {
  expect(readBlocks(PAGE)).toEqual([
    { language: 'ts', flags: ['run'], line: 2, text: '// src/main.ts\nconsole.log(1); // prints 1\n' },
    { language: '', flags: [], line: 7, text: 'plain\n' },
    { language: 'ts', flags: [], line: 10, text: 'const alone = 1;\n' },
    { language: 'ts', flags: [], line: 13, text: "// src/main.ts\nconsole.log('a', 'b'); // prints a b\n" },
  ]);
});

it('joins blocks of one name into one file, with all that it prints', () => {
  expect(readFiles(readBlocks(PAGE))).toEqual([
    {
      path: 'src/main.ts',
      text: "// src/main.ts\nconsole.log(1); // prints 1\n// src/main.ts\nconsole.log('a', 'b'); // prints a b\n",
      prints: ['1', 'a b'],
    },
    { path: 'src/line-10.ts', text: 'const alone = 1;\n' },
  ]);
});

it('refuses a block that is never closed', () => {
  expect(() => readBlocks('a\n```ts\nb\n')).toThrow(new Error('The block of line 2 is not closed.'));
});
