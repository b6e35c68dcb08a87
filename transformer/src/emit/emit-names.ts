import type ts from 'typescript';
import type { FileAnalysis } from '../analyze/analyze-file.ts';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { AnalyzedWriter } from '../analyze/analyze-writer.ts';
import type { EntityPlan } from '../analyze/entities/entity-plan.ts';
import { renderPlan } from '../analyze/entities/render-plan.ts';
import type { ImportStatement } from '../analyze/named-function.ts';
import { listImported, readSpecifier } from './emit-module-imports.ts';
import { FreeNames } from './free-names.ts';

/** The names that the emitted code of a file declares. */
export interface EmitNames {
  /** Makes further ones. */
  readonly free: FreeNames;
  /** The imported runtime: `hf_runtime`. */
  readonly runtime: ts.Identifier;
  /** The imported part of it that knows entities: `hf_entities`. */
  readonly entities: ts.Identifier;
  /** The imported part of it that runs batches: `hf_batch`. */
  readonly batch: ts.Identifier;
  /** The function that hands over the specs: `hf_load`. */
  readonly load: ts.Identifier;
  /** The answer of a look-up: `hf_hit`. */
  readonly hit: ts.Identifier;
  /** What a call throws that is to reject: `hf_error`. */
  readonly error: ts.Identifier;
  /** The parameter of a predicate: `hf_result`. */
  readonly result: ts.Identifier;
  /** The parameter of what gives the id of an entity: `hf_entity`. */
  readonly entity: ts.Identifier;
  /** Modules that tag lines call functions of, by the statement that imports them: `hf_policies`. */
  readonly imports: ReadonlyMap<ImportStatement, ts.Identifier>;
  /** One handle a cached function, in the order of the specs: `hf1`. */
  readonly handles: ReadonlyMap<AnalyzedFunction, ts.Identifier>;
  /** One handle a function that invalidates: `hf_w1`. */
  readonly writers: ReadonlyMap<AnalyzedWriter, ts.Identifier>;
  /** The functions that find entities, by the text of their plan: `hf_find1`. */
  readonly walks: ReadonlyMap<string, NamedWalk>;
}

/** A function that finds entities, for all functions of the file whose results it fits. */
export interface NamedWalk {
  readonly plan: EntityPlan;
  readonly name: ts.Identifier;
}

/** What a file has to emit names for. */
export type NamedFile = Pick<FileAnalysis, 'functions' | 'writers'>;

/** What a function is called by at run time. */
export function handleOf(
  { handles, writers }: EmitNames,
  analyzed: AnalyzedFunction | AnalyzedWriter,
): ts.Identifier | undefined {
  return 'functions' in analyzed ? handles.get(analyzed) : writers.get(analyzed);
}

/** Makes the names for a file. */
export function createEmitNames(
  typescript: typeof ts,
  factory: ts.NodeFactory,
  file: NamedFile & { readonly text: string },
): EmitNames {
  const { functions, writers, text } = file;
  const free = new FreeNames(text);
  const modules = new Set(listImported(file).map(({ statement }) => statement));
  const take = (name: string): ts.Identifier => factory.createIdentifier(free.take(name));
  const later = new Map<string, ts.Identifier>();
  const once = (name: string): ts.Identifier => {
    const known = later.get(name) ?? take(name);
    later.set(name, known);
    return known;
  };
  const number = (name?: string): ts.Identifier => factory.createIdentifier(free.number(name));
  return {
    free,
    runtime: take('runtime'),
    load: take('load'),
    hit: take('hit'),
    // Few files need the others.
    get entities() {
      return once('entities');
    },
    get batch() {
      return once('batch');
    },
    get error() {
      return once('error');
    },
    get result() {
      return once('result');
    },
    get entity() {
      return once('entity');
    },
    imports: new Map(Array.from(modules, (statement) => [statement, take(nameModule(typescript, statement))])),
    handles: new Map(functions.map((analyzed) => [analyzed, number()])),
    writers: new Map(writers.map((writer) => [writer, number('w')])),
    walks: nameWalks(number, file),
  };
}

function nameWalks(
  number: (name: string) => ts.Identifier,
  { functions, writers }: NamedFile,
): ReadonlyMap<string, NamedWalk> {
  const walks = new Map<string, NamedWalk>();
  for (const { plan } of [...functions, ...writers]) {
    const text = plan && renderPlan(plan);
    if (plan === undefined || text === undefined || walks.has(text)) continue;
    walks.set(text, { plan, name: number('find') });
  }
  return walks;
}

/** `policies` for `./policies.js`. */
function nameModule(typescript: typeof ts, statement: ImportStatement): string {
  const specifier = readSpecifier(typescript, statement)?.text ?? '';
  const [name = ''] = specifier.slice(specifier.lastIndexOf('/') + 1).split('.', 1);
  return name.replaceAll(/[^\p{ID_Continue}$]/gu, '_');
}
