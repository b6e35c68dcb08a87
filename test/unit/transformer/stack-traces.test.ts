import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { compileSources, ROOT } from './compile-sources.ts';
import { linkRuntime } from './link-runtime.ts';

const outside = mkdtempSync(join(tmpdir(), 'holdfast-stacks-'));
const folder = linkRuntime(outside);
afterAll(() => rmSync(outside, { recursive: true, force: true }));

type Frames = Readonly<Record<string, readonly string[]>>;

/** Runs the fixture where it was written to; the stacks are as long as they are. */
function readFrames(place: string, outputs: ReadonlyMap<string, string>): Frames {
  const [text = ''] = outputs.values();
  const path = join(folder, place, 'input.js');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const script = `import(${JSON.stringify(path)}).then((form) => form.run()).then((all) => console.log(JSON.stringify(all)))`;
  const flags = ['--enable-source-maps', '--stack-trace-limit=100', '--eval', script];
  return JSON.parse(execFileSync(process.execPath, flags, { encoding: 'utf8' }));
}

const withoutReceiver = (frames: readonly string[]): readonly string[] =>
  frames.map((frame) => frame.replace(/^\w+\.(?=#?\w+ )/, ''));

describe.each([
  { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2024, place: 'esm' },
  { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, place: 'cjs' },
])('the stack of an error from a cached body, as $place', ({ module, target, place }) => {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: place === 'esm' ? 'module' : 'commonjs' }));
  const { outputs, readPlainOutputs } = compileSources({
    rootNames: [join(ROOT, 'fixtures', 'stack-traces', 'input.ts')],
    options: { module, target, inlineSourceMap: true, inlineSources: true },
  });
  const before = readFrames(`${place}/original`, readPlainOutputs());
  const after = readFrames(`${place}/transformed`, outputs);

  it.each(Object.keys(before))('%s: begins with the same name, line and column', (name) => {
    const [first] = withoutReceiver(before[name] ?? []);
    expect(withoutReceiver(after[name] ?? [])[0]).toBe(first);
  });

  it.each(Object.keys(before))('%s: has the callers that it had, behind the frame of the cache', (name) => {
    const [, ...callers] = before[name] ?? [];
    expect(after[name]?.slice(-callers.length || Infinity)).toEqual(callers);
  });
});
