/**
 * `node bench/type-facts.ts`: what it costs to read the types of a function, beside what the compiler does anyway. The
 * project has 1,000 functions, each with result types of its own (20 fields, a nested type, a list of itself), so that
 * nothing is known before. The goal is 0.3 ms a function for all of it.
 */

import { parseArgs } from 'node:util';
import ts from 'typescript';
import type { AnalysisContext } from '../transformer/src/analyze/analysis-context.ts';
import { analyzeShape } from '../transformer/src/analyze/analyze-shape.ts';
import { buildKey } from '../transformer/src/analyze/build-key.ts';
import { checkAsyncStorage } from '../transformer/src/analyze/captures/check-async-storage.ts';
import { checkCaptures } from '../transformer/src/analyze/captures/check-captures.ts';
import { functionContext } from '../transformer/src/analyze/function-context.ts';
import { readLines } from '../transformer/src/analyze/read-lines.ts';
import { analyzeTypeFacts } from '../transformer/src/analyze/types/analyze-type-facts.ts';
import { bindComments } from '../transformer/src/bind/bind-comments.ts';

const FILES = 100;
const FUNCTIONS_OF_A_FILE = 10;
const FIELDS = ['string', 'number', 'Date | null', 'readonly string[]', 'boolean', '{ a: number; b: string }'];

const BASE = `
export interface Base { id: number; createdAt: Date; tags: string[] }
export class Db {
  async query(...values: unknown[]): Promise<string[][]> { return [values.map(String)]; }
  parse<T>(text: string): T { return JSON.parse(text); }
}`;

function renderFunction(name: string, index: number): string {
  const fields = Array.from({ length: 12 }, (_, field) => `f${field}_${index}: ${FIELDS[field % FIELDS.length]}`);
  const types = `
export interface User${name} extends Base { ${fields.join('; ')}; author: Author${name} | null; children: User${name}[] }
export interface Author${name} { readonly id: number; books: Map<string, { title: string; tags: string[] }>; role: 'a' | 'b' }`;
  if (index % 2 === 0) {
    return `${types}
/** @cache ttl=10m */
export async function find${name}(teamId: number, filter: { country: string; page?: number }): Promise<readonly Readonly<User${name}>[]> {
  calls += 1;
  const rows = await new Db().query('SELECT …', teamId, filter.country);
  return rows.map((row) => new Db().parse<User${name}>(row.slice(0, row.length).join()));
}`;
  }
  return `${types}
export class Repo${name} {
  constructor(private readonly db: Db, private readonly table: string) {}

  /**
   * @cache ttl=10m
   * @key {this.table}:${name}:{teamId}:{id}
   */
  async find(teamId: number, id: number): Promise<User${name} | null> {
    const { db, table } = this;
    for (const row of await db.query('SELECT …', table, teamId, id)) {
      const cells = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
      if (cells.length > 3) return this.db.parse<User${name}>(cells.join());
    }
    return null;
  }
}`;
}

function renderFile(file: number): string {
  const functions = Array.from({ length: FUNCTIONS_OF_A_FILE }, (_, index) =>
    renderFunction(`${file}_${index}`, index),
  );
  return `import { type Base, Db } from './base.ts';\nlet calls = 0;\nexport const reset = (): void => { calls = 0; };\n${functions.join('\n')}`;
}

/** A program whose files were checked, as a build does before it emits. */
function createCheckedProgram(): ts.Program {
  const sources = new Map([['/bench/base.ts', BASE]]);
  for (let file = 0; file < FILES; file++) sources.set(`/bench/file${file}.ts`, renderFile(file));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    lib: ['lib.es2024.d.ts'],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...sources.keys()], options, {
    ...host,
    directoryExists: (name) => name === '/bench' || host.directoryExists?.(name) === true,
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
  functions: number;
  captures: number;
  facts: number;
}

function measure(program: ts.Program): Times {
  const times: Times = { functions: 0, captures: 0, facts: 0 };
  for (const sourceFile of program.getSourceFiles()) {
    if (!sourceFile.fileName.startsWith('/bench/')) continue;
    const context: AnalysisContext = { typescript: ts, program, checker: program.getTypeChecker(), sourceFile };
    for (const { node, lines } of bindComments(ts, sourceFile).subjects) {
      const span = { start: 0, length: 0 };
      const shape = analyzeShape(context, node, { on: 'f', tag: 'cache', span });
      if ('code' in shape) throw new Error(shape.message);
      const fn = functionContext(context, shape, 'f');
      const { options = {}, key, tags } = readLines(lines);
      const { fields } = buildKey(fn, { options, key, tags });
      const start = spent();
      const captured = [...checkCaptures(fn, fields), ...checkAsyncStorage(fn)];
      const between = spent();
      const typed = analyzeTypeFacts(fn, { calls: 'async', options, key: fields, span });
      times.facts += spent() - between;
      times.captures += between - start;
      times.functions += 1;
      const [problem] = [...captured, ...typed.diagnostics];
      if (problem !== undefined) throw new Error(problem.message);
    }
  }
  return times;
}

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '7' } },
});
const rounds = Array.from({ length: Number(values.rounds) }, () => {
  const { functions, captures, facts } = measure(createCheckedProgram());
  return { functions, captures: captures / functions, facts: facts / functions };
});
if (values.json) console.log(JSON.stringify(rounds));
else {
  console.log(
    '| round | functions | captures, ms a function | type facts and shape, ms a function | together | goal |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const [round, { functions, captures, facts }] of rounds.entries()) {
    const cells = [captures, facts, captures + facts].map((time) => time.toFixed(3));
    console.log(`| ${round + 1} | ${functions} | ${cells.join(' | ')} | ≤0.3 |`);
  }
}
