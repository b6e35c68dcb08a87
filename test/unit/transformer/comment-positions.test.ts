import fc from 'fast-check';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { compileSources } from './compile-sources.ts';

const PATH = '/project/positions.ts';

// One of each thing that can stand around a comment. Names differ, so that each function has an id of its own.
const SOURCE = `'use strict';
import { a as b } from './x';
export { b };
export * as all from './y';
const one = 1, two = (n: number): number => n;
let text = \`x\${one}y\${two(2)}z\`, pattern = /[/]x/g;
function* generate() { yield 1; }
export function declared(n: number, [m]: number[] = [], ...rest: number[]): number { return n > 0 ? n : -1; }
function overloaded(n: number): number;
function overloaded(n: any): number { return n; }
@dec(one, { inner() { return 1; } })
export class Repo<T> extends Base implements Shape {
  static total = 1;
  @dec() async find?(id: T): number { return super.find(this, id); }
  static get value() { return 1; }
  field = (n: number) => n;
  constructor(readonly p: number) { super(); }
  static { this.total += 1; }
  [key: string]: unknown;
  declare abstract hidden(): void;
}
interface Shape { size: number; area(): number }
type Fn = (n: number) => number;
enum Color { Red = 1, Green }
namespace Space { export function inside(): number { return 1; } }
const object = { method(n: number) { return n; }, held: function () { return 1; }, get read() { return 1; }, one, ...all };
if (one) { function blocked() { return 1; } } else for (const x of [1]) { label: while (x) { break label; } }
switch (one) { case 1: default: }
try { throw new Error(); } catch (error) { void error; } finally { }
export const arrow = <T>(n: T) => (n as number)! satisfies number;
(function () { return new.target; })();
call(async n => await n, class { named() { return 1; } });
export default (n: number) => n;
`;

function listTokenStarts(text: string): readonly number[] {
  const file = ts.createSourceFile(PATH, text, ts.ScriptTarget.Latest, true);
  const starts: number[] = [];
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(file);
    if (children.length === 0) starts.push(node.getStart(file));
    children.forEach(visit);
  };
  visit(file);
  return [...new Set(starts)];
}

const options: ts.CompilerOptions = { noLib: true, types: [], noResolve: true };

function compile(source: string) {
  const { analysis, problems, outputs, program } = compileSources({
    rootNames: [PATH],
    sources: { [PATH]: source },
    options,
  });
  const [file] = analysis.values();
  const output = [...outputs.values()].join('');
  return {
    output,
    cached: file?.functions.length ?? 0,
    marks: output.split('.compiled({').length - 1,
    refused: problems.get(PATH)?.length ?? 0,
    syntaxErrors: program.getSyntacticDiagnostics().length,
  };
}

it('a tag is attached or refused wherever it stands', () => {
  const starts = listTokenStarts(SOURCE);
  expect(starts.length).toBeGreaterThan(300);
  const lost = starts.filter((start) => {
    const outcome = compile(`${SOURCE.slice(0, start)}/** @cache id=tagged */ ${SOURCE.slice(start)}`);
    return outcome.cached + Math.min(outcome.refused, 1) !== 1 || outcome.marks !== outcome.cached;
  });
  expect(lost.map((start) => `${SOURCE.slice(start - 20, start)}|${SOURCE.slice(start, start + 20)}`)).toEqual([]);
});

it('a source that is broken anywhere is still compiled, and what was right before is right afterwards', () => {
  const edit = fc.record({ at: fc.nat(SOURCE.length), cut: fc.nat(30), tagged: fc.boolean() });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const source = edits.reduce(
        (text, { at, cut, tagged }) => `${text.slice(0, at)}${tagged ? '/** @cache */' : ''}${text.slice(at + cut)}`,
        SOURCE,
      );
      const { output, syntaxErrors } = compile(source);
      fc.pre(syntaxErrors === 0);
      const emitted = ts.transpileModule(output, {
        compilerOptions: { target: ts.ScriptTarget.ESNext },
        reportDiagnostics: true,
      });
      expect(emitted.diagnostics).toEqual([]);
    }),
    { numRuns: 50, maxSkipsPerRun: 1000 },
  );
});
