/** Checks the sources of this repository against source-rules.ts: the second half of `npm run lint`. */

import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './run-command.ts';
import { checkSource } from './source-rules.ts';

const SOURCES = '{runtime,transformer,codegen,fixtures/demo,bench}/src/**/*.ts';
const files: string[] = [];
for await (const file of glob([SOURCES, 'test/**/*.ts', '.scripts/*.ts'], { cwd: ROOT })) files.push(file);
files.sort();
const checked = await Promise.all(
  files.map(async (file) => checkSource(file.replaceAll('\\', '/'), await readFile(join(ROOT, file), 'utf8'))),
);
const problems = checked.flat();
for (const { path, line, message } of problems) console.error(`${path}:${line} ${message}`);
console.error(
  `Checked ${files.length} files, ${problems.length === 0 ? 'no problems' : `${problems.length} problems`}.`,
);
if (problems.length > 0 || files.length === 0) process.exitCode = 1;
