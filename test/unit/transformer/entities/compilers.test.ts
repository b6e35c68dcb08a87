import { createRequire } from 'node:module';
import { join } from 'node:path';
import type ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../compile-sources.ts';
import { declareCase, LINE_CASES, PRELUDE } from './line-cases.ts';
import { planSource } from './plan-source.ts';

const compilers = ['fixtures/oldest-typescript', 'fixtures/typescript-5.9', '.'].map((folder): typeof ts =>
  createRequire(join(ROOT, folder, 'package.json'))('typescript'),
);

describe.each([
  { title: 'strict', options: {} },
  { title: 'not strict', options: { strict: false } },
])('a $title program', ({ options }) => {
  it('is planned in the same way by every compiler', () => {
    const source = `${PRELUDE}${LINE_CASES.map(declareCase).join('\n')}`;
    const [oldest, ...others] = compilers.map((typescript) =>
      Object.entries(planSource(source, { typescript, options })).map(([name, { tracked, code, messages }]) => ({
        name,
        tracked,
        code: code.split('\n'),
        messages,
      })),
    );
    expect(compilers.map(({ version }) => version.split('.').slice(0, 2).join('.'))).toEqual(['5.4', '5.9', '6.0']);
    expect(oldest?.length).toBe(LINE_CASES.length);
    for (const other of others) expect(other).toEqual(oldest);
  });
});
