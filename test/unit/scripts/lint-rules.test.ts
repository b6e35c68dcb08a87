import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'holdfast-lint-'));

const lines = (count: number, line: string) => `${line}\n`.repeat(count);

/** Files that break one rule each, and the rule. */
const REFUSED = [
  ['runtime/src/any.ts', 'export const a = (b: any) => b;', 'suspicious/noExplicitAny'],
  ['runtime/src/non-null.ts', 'export const a = (b?: string) => b!.length;', 'style/noNonNullAssertion'],
  ['runtime/src/default.ts', 'export default 1;', 'style/noDefaultExport'],
  ['runtime/src/camelCase.ts', 'export const a = 1;', 'style/useFilenamingConvention'],
  ['runtime/src/long-file.ts', lines(301, 'export {};'), 'style/noExcessiveLinesPerFile'],
  [
    'runtime/src/long-function.ts',
    `export function f() {\n${lines(81, "  process.emitWarning('');")}}\n`,
    'complexity/noExcessiveLinesPerFunction',
  ],
  [
    'runtime/src/parameters.ts',
    'export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];',
    'complexity/useMaxParams',
  ],
  ['runtime/src/enum.ts', 'export enum A {\n  b,\n}', 'style/noEnum'],
  ['runtime/src/console.ts', "console.log('a');", 'suspicious/noConsole'],
  ['transformer/src/console.ts', "console.log('a');", 'suspicious/noConsole'],
  ['runtime/src/node.ts', "import { join } from 'path';\nexport { join };", 'style/useNodejsImportProtocol'],
  ['runtime/src/namespace.ts', 'export namespace a {\n  export const b = 1;\n}', 'style/noNamespace'],
  ['test/skip.test.ts', "it.skip('a', () => {});", 'suspicious/noSkippedTests'],
  ['test/only.test.ts', "it.only('a', () => {});", 'suspicious/noFocusedTests'],
  ['fixtures/demo/src/any.ts', 'export const a = (b: any) => b;', 'suspicious/noExplicitAny'],
] as const;

/** Places where a rule does not hold. */
const ACCEPTED = [
  ['codegen/src/console.ts', "console.log('a');"],
  ['transformer/src/index.ts', 'export default 1;'],
  ['fixtures/refused/src/any.ts', 'export const a = (b: any) => b;'],
] as const;

beforeAll(() => {
  for (const file of ['.biome.jsonc', '.gitignore']) cpSync(join(ROOT, file), join(folder, file));
  for (const [path, text] of [...REFUSED, ...ACCEPTED]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

it('refuses a sample of each rule, and only that', () => {
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout } = spawnSync(
    process.execPath,
    [biome, 'lint', '--error-on-warnings', '--max-diagnostics=none', '--reporter=github'],
    { cwd: folder, encoding: 'utf8' },
  );
  const found = [...stdout.matchAll(/^::error title=lint\/([^,]+),file=([^,]+)/gm)].map(
    ([, rule, file]) => `${file} ${rule}`,
  );
  expect(found.toSorted()).toEqual(REFUSED.map(([path, , rule]) => `${join(folder, path)} ${rule}`).toSorted());
});
