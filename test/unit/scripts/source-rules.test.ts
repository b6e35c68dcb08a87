import { describe, expect, it } from 'vitest';
import { checkSource } from '../../../.scripts/source-rules.ts';

const check = (path: string, ...lines: string[]) =>
  checkSource(path, lines.join('\n')).map(({ line, message }) => `${line} ${message}`);

describe('layers', () => {
  it('keep everything out of the runtime but its own files and Node', () => {
    expect(
      check(
        'runtime/src/key/print.ts',
        "import { createHash } from 'node:crypto';",
        "import { escape } from './escape.ts';",
        "import { MISS } from '../call/miss.ts';",
        "import type { Node } from 'typescript';",
        "import Keyv from 'keyv';",
        "export { emit } from '@holdfast/transformer';",
        "import { emit } from '../../../transformer/src/emit.ts';",
        "const load = () => import('js-yaml');",
        "const ioredis = require('ioredis');",
        "let type: import('typescript').Node;",
      ),
    ).toEqual([
      "4 runtime may not import 'typescript': it imports nothing.",
      "5 runtime may not import 'keyv': it imports nothing.",
      "6 runtime may not import '@holdfast/transformer': it imports nothing.",
      "7 '../../../transformer/src/emit.ts' leaves runtime/src: import the package.",
      "8 runtime may not import 'js-yaml': it imports nothing.",
      "9 runtime may not import 'ioredis': it imports nothing.",
      '10 State of a module: let its factory or its caller hold this value.',
      "10 runtime may not import 'typescript': it imports nothing.",
    ]);
  });

  it('let the transformer import the runtime, and TypeScript as a type only', () => {
    expect(
      check(
        'transformer/src/emit/emit.ts',
        "import type { FunctionSpec } from 'holdfast';",
        "import { MISS } from 'holdfast';",
        "import type ts from 'typescript';",
        "import ts from 'typescript';",
        "import { type Node } from 'typescript';",
        "import { run } from '@holdfast/codegen';",
        "import { spec } from '../../../runtime/src/spec.ts';",
      ),
    ).toEqual([
      "4 transformer may import 'typescript' as a type only: it comes from the host.",
      "5 transformer may import 'typescript' as a type only: it comes from the host.",
      "6 transformer may not import '@holdfast/codegen': only holdfast, js-yaml.",
      "7 '../../../runtime/src/spec.ts' leaves transformer/src: import the package.",
    ]);
  });

  it('let the command line import both', () => {
    expect(
      check(
        'codegen/src/cli.ts',
        "import { compiled } from 'holdfast';",
        "import { analyze } from '@holdfast/transformer';",
        "import { Command } from 'commander';",
        "import chalk from 'chalk';",
      ),
    ).toEqual([
      "4 codegen may not import 'chalk': only holdfast, @holdfast/transformer, commander, picocolors, ts-morph, @ts-morph/common.",
    ]);
  });

  it('leave tests and scripts free', () => {
    expect(
      check('test/a.test.ts', "import { spec } from '../runtime/src/spec.ts';", "import ts from 'typescript';"),
    ).toEqual([]);
  });
});

describe('state of a module', () => {
  it('is refused as let and var, not in functions and not as a declaration', () => {
    expect(
      check(
        'runtime/src/a.ts',
        'let count = 0;',
        'export let total = 0;',
        'var old = 0;',
        'const one = 1;',
        'declare let ambient: number;',
        'function f() { let inner = 0; return inner; }',
      ),
    ).toEqual([
      '1 State of a module: let its factory or its caller hold this value.',
      '2 State of a module: let its factory or its caller hold this value.',
      '3 State of a module: let its factory or its caller hold this value.',
    ]);
  });
});

describe('a caught error', () => {
  const SWALLOWED = 'The error is swallowed in silence: use it, throw, or say here in a comment why not.';

  it('is not swallowed in silence', () => {
    expect(
      check(
        'runtime/src/a.ts',
        'try { f(); } catch {}',
        'try { f(); } catch (error) { return undefined; }',
        'f().catch(() => {});',
        'f().catch(function (error) { return 1; });',
        "try { f(); } catch { return '// no comment'; }",
        'try { f(); } catch { return `//${1}// none`; }',
      ),
    ).toEqual([1, 2, 3, 4, 5, 6].map((line) => `${line} ${SWALLOWED}`));
  });

  it('may be used, thrown on, or left with a reason', () => {
    expect(
      check(
        'runtime/src/a.ts',
        'try { f(); } catch (error) { report(error); }',
        "try { f(); } catch { throw new Error('b'); }",
        'try { f(); } catch {',
        '  // The file may be gone already.',
        '}',
        'f().catch((error) => report(error));',
        'f().catch(report);',
      ),
    ).toEqual([]);
  });
});

describe('a type assertion', () => {
  const UNPROVEN = 'A type assertion needs a comment beside it that proves it.';

  it('is refused without a comment', () => {
    expect(
      check(
        'transformer/src/a.ts',
        '/** Docs. */',
        'export function f(a: unknown) {',
        '  return a as string;',
        '}',
        'g(<any>b);',
      ),
    ).toEqual([`3 ${UNPROVEN}`, `5 ${UNPROVEN}`]);
  });

  it('is fine with a comment above or behind, and where it cannot be wrong', () => {
    expect(
      check(
        'transformer/src/a.ts',
        'function f(a: unknown) {',
        '  // Every a is a string.',
        '  return a as string;',
        '}',
        'g(b as B); // only B comes here',
        '// Only B comes here.',
        'if (c) g(b as B);',
        "const d = ['x'] as const;",
        'g(b as unknown);',
      ),
    ).toEqual([]);
  });

  it('is free in tests', () => {
    expect(check('test/a.test.ts', 'g(b as B);')).toEqual([]);
  });
});

describe('other rules', () => {
  it('refuse a definite assignment', () => {
    expect(check('runtime/src/a.ts', 'class A { b!: string; c?: string }')).toEqual([
      '1 `!` hides a value that may be missing: give it in one step.',
    ]);
  });

  it('refuse names that are drawers', () => {
    const drawer = '1 Name the file after the one thing it exports; this name is a drawer.';
    expect(check('runtime/src/key/util.ts', '')).toEqual([drawer]);
    expect(check('runtime/src/types.ts', '')).toEqual([drawer]);
    expect(check('runtime/src/store-manager.ts', '')).toEqual([drawer]);
    expect(check('runtime/src/return-type.ts', '')).toEqual([]);
    expect(check('test/parity/cache-utils.ts', '')).toEqual([]);
  });

  it('refuse tests that do not always run', () => {
    expect(
      check(
        'test/a.test.ts',
        "it.skip('a', f);",
        "describe.only('a', f);",
        "test.todo('a');",
        "it.each([1]).skip('a', f);",
        "it.each([1])('a', f);",
        "it.skipIf(x)('a', f);",
        "it.concurrent('a', f);",
        'limit.only();',
      ),
    ).toEqual([
      '1 Every test runs, always: no .skip.',
      '2 Every test runs, always: no .only.',
      '3 Every test runs, always: no .todo.',
      '4 Every test runs, always: no .skip.',
      '6 Every test runs, always: no .skipIf.',
    ]);
  });
});
