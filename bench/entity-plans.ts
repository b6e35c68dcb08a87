/**
 * `node bench/entity-plans.ts [--json] [--rounds 5]`: what it costs to find out where entities stand in the results of a function, beside the
 * 0.3 ms for all that types tell of it (type-facts.ts). The project has 1,000 functions, each with result types of its
 * own (20 fields, a nested entity, a list of itself). In a program without `@entity` nothing may be looked for.
 */

import { parseArgs } from 'node:util';
import ts from 'typescript';
import type { AnalysisContext } from '../transformer/src/analyze/analysis-context.ts';
import { analyzeShape } from '../transformer/src/analyze/analyze-shape.ts';
import { readEntityIndex } from '../transformer/src/analyze/entities/entity-index.ts';
import { findEntityType } from '../transformer/src/analyze/entities/find-entity-type.ts';
import { planEntities } from '../transformer/src/analyze/entities/plan-entities.ts';
import { functionContext } from '../transformer/src/analyze/function-context.ts';
import { readLines } from '../transformer/src/analyze/read-lines.ts';
import { describeShape } from '../transformer/src/analyze/types/describe-shape.ts';
import { readResultType } from '../transformer/src/analyze/types/result-type.ts';
import { bindComments } from '../transformer/src/bind/bind-comments.ts';

const FILES = 100;
const FUNCTIONS_OF_A_FILE = 10;
const FIELDS = ['string', 'number', 'Date | null', 'readonly string[]', 'boolean', '{ a: number; b: string }'];

/** What the functions of a program are like. */
const KINDS = [
  { title: 'no @entity', entity: '', tracks: '' },
  { title: '@tracks user, by property', entity: '', tracks: ' * @tracks user' },
  { title: '@tracks, by type', entity: '/** @entity user */ ', tracks: ' * @tracks' },
] as const;

type Kind = (typeof KINDS)[number];

function renderFunction(name: string, { entity, tracks }: Kind): string {
  const fields = Array.from({ length: 16 }, (_, field) => `f${field}: ${FIELDS[field % FIELDS.length]}`);
  const lists = ['Promise<readonly User[]>', 'Promise<{ items: readonly Readonly<User>[]; total: number }>'];
  const result = (lists[name.length % 2] ?? '').replace('User', `User${name}`);
  return `
${entity}export interface User${name} { id: number; ${fields.join('; ')}; author: Author${name} | null; children: User${name}[] }
export interface Author${name} { readonly id: number; books: Map<string, { title: string; tags: string[] }>; role: 'a' | 'b' }
/**
 * @cache ttl=10m
${tracks}
 */
export async function find${name}(id: number): ${result} { throw new Error(String(id)); }`;
}

/** A program whose files were checked, as a build does before it emits. */
function createCheckedProgram(kind: Kind): ts.Program {
  const sources = new Map<string, string>();
  for (let file = 0; file < FILES; file++) {
    const functions = Array.from({ length: FUNCTIONS_OF_A_FILE }, (_, index) =>
      renderFunction(`${file}_${index}`, kind),
    );
    sources.set(`/bench/file${file}.ts`, functions.join('\n'));
  }
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2024.d.ts'],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...sources.keys()], options, {
    ...host,
    fileExists: (name) => sources.has(name) || host.fileExists(name),
    readFile: (name) => sources.get(name) ?? host.readFile(name),
    getSourceFile: (name, version) => {
      const text = sources.get(name);
      return text === undefined ? host.getSourceFile(name, version) : ts.createSourceFile(name, text, version, true);
    },
  });
  const [problem] = ts.getPreEmitDiagnostics(program);
  if (problem !== undefined) throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, ' '));
  return program;
}

/** Milliseconds of this thread's work, so that what else runs on the machine does not count. */
function spent(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

interface Times {
  /** Of the whole program. */
  readonly index: number;
  /** Of one function. */
  readonly plan: number;
}

function measure(program: ts.Program): Times {
  const checker = program.getTypeChecker();
  const start = spent();
  readEntityIndex({ typescript: ts, program, checker });
  const index = spent() - start;
  let [plan, functions] = [0, 0];
  for (const sourceFile of program.getSourceFiles()) {
    if (!sourceFile.fileName.startsWith('/bench/')) continue;
    const context: AnalysisContext = { typescript: ts, program, checker, sourceFile };
    for (const { node, lines } of bindComments(ts, sourceFile).subjects) {
      const { tracks } = readLines(lines);
      if (!ts.isFunctionDeclaration(node)) continue;
      const shape = analyzeShape(context, node, { on: 'f', tag: 'cache', span: { start: 0, length: 0 } });
      const type = readResultType(context, node, 'async');
      if ('code' in shape || type === undefined) throw new Error('the sample is not what it should be');
      // The shape of a result is known by then, and its structure with it.
      describeShape(context, type);
      const before = spent();
      const diagnostics =
        tracks.length === 0
          ? findEntityType(context, type)
          : planEntities(functionContext(context, shape, 'f'), { type, lines: tracks, first: 0 }).diagnostics[0];
      plan += spent() - before;
      functions += 1;
      if (diagnostics !== undefined) throw new Error('the sample is not what it should be');
    }
  }
  return { index, plan: plan / functions };
}

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '5' } },
});
const rounds = Array.from({ length: Number(values.rounds) }, () =>
  KINDS.map((kind) => ({ title: kind.title, ...measure(createCheckedProgram(kind)) })),
);
if (values.json) console.log(JSON.stringify(rounds));
else {
  console.log('| program of 1,000 functions | index, ms | plan, ms a function |\n|---|---|---|');
  for (const { title, index, plan } of rounds.flat()) {
    console.log(`| ${title} | ${index.toFixed(1)} | ${plan.toFixed(3)} |`);
  }
}
