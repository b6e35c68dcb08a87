import type ts from 'typescript';
import type { FileAnalysis } from '../analyze/analyze-file.ts';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { AnalyzedWriter } from '../analyze/analyze-writer.ts';
import type { EntityPlan } from '../analyze/entities/entity-plan.ts';
import { renderPlan } from '../analyze/entities/render-plan.ts';
import type { ImportStatement } from '../analyze/named-function.ts';
import { type Imported, readSpecifier } from './emit-module-imports.ts';
import { FreeNames } from './free-names.ts';

/** The names that the emitted code of a file declares; those that few files need are made when they are asked for. */
export class EmitNames {
  /** Makes further ones. */
  readonly free: FreeNames;
  /** The imported runtime: `hf_runtime`. */
  readonly runtime: ts.Identifier;
  /** The function that hands over the specs: `hf_load`. */
  readonly load: string;
  /** The answer of a look-up: `hf_hit`. */
  readonly hit: string;
  /** Modules that tag lines call functions of, by the statement that imports them: `hf_policies`. */
  readonly imports: ReadonlyMap<ImportStatement, ts.Identifier>;
  /** One handle a cached function, in the order of the specs: `hf1`. */
  readonly handles: ReadonlyMap<AnalyzedFunction, ts.Identifier>;
  /** One handle a function that invalidates: `hf_w1`. */
  readonly writers: ReadonlyMap<AnalyzedWriter, ts.Identifier>;
  /** The functions that find entities, by the text of their plan: `hf_find1`. */
  readonly walks: ReadonlyMap<string, NamedWalk>;
  readonly #factory: ts.NodeFactory;
  readonly #later = new Map<string, ts.Identifier>();

  constructor({ typescript, factory, file, imported, text }: NamingOptions) {
    const { functions, writers } = file;
    const free = new FreeNames(text);
    const take = (name: string): ts.Identifier => factory.createIdentifier(free.take(name));
    const number = (name?: string): ts.Identifier => factory.createIdentifier(free.number(name));
    this.#factory = factory;
    this.free = free;
    this.runtime = take('runtime');
    this.load = free.take('load');
    this.hit = free.take('hit');
    const handles = new Map<AnalyzedFunction, ts.Identifier>();
    for (const analyzed of functions) handles.set(analyzed, number());
    this.imports = imported.length === 0 ? NONE : nameImports(typescript, imported, take);
    this.handles = handles;
    this.writers = writers.length === 0 ? NONE : new Map(writers.map((writer) => [writer, number('w')]));
    this.walks = nameWalks(number, file);
  }

  /** The imported part of the runtime that knows entities: `hf_entities`. */
  get entities(): ts.Identifier {
    return this.#take('entities');
  }

  /** The imported part of the runtime that runs batches: `hf_batch`. */
  get batch(): ts.Identifier {
    return this.#take('batch');
  }

  /** What a call throws that is to reject: `hf_error`. */
  get error(): ts.Identifier {
    return this.#take('error');
  }

  /** The parameter of a predicate: `hf_result`. */
  get result(): ts.Identifier {
    return this.#take('result');
  }

  /** The parameter of what gives the id of an entity: `hf_entity`. */
  get entity(): ts.Identifier {
    return this.#take('entity');
  }

  /** What a function is called by at run time. */
  handleOf(analyzed: AnalyzedFunction | AnalyzedWriter): ts.Identifier | undefined {
    return 'functions' in analyzed ? this.handles.get(analyzed) : this.writers.get(analyzed);
  }

  #take(name: string): ts.Identifier {
    const known = this.#later.get(name) ?? this.#factory.createIdentifier(this.free.take(name));
    this.#later.set(name, known);
    return known;
  }
}

// Most files have no such names.
const NONE = new Map<never, never>();

/** What a file has to emit names for. */
export interface NamingOptions {
  readonly typescript: typeof ts;
  readonly factory: ts.NodeFactory;
  readonly file: NamedFile;
  /** What tag lines use of other modules. */
  readonly imported: readonly Imported[];
  /** Of the file. */
  readonly text: string;
}

type NamedFile = Pick<FileAnalysis, 'functions' | 'writers'>;

/** A function that finds entities, for all functions of the file whose results it fits. */
export interface NamedWalk {
  readonly plan: EntityPlan;
  readonly name: ts.Identifier;
}

function nameImports(
  typescript: typeof ts,
  imported: readonly Imported[],
  take: (name: string) => ts.Identifier,
): ReadonlyMap<ImportStatement, ts.Identifier> {
  const imports = new Map<ImportStatement, ts.Identifier>();
  for (const { statement } of imported) {
    if (!imports.has(statement)) imports.set(statement, take(nameModule(typescript, statement)));
  }
  return imports;
}

function nameWalks(
  number: (name: string) => ts.Identifier,
  { functions, writers }: NamedFile,
): ReadonlyMap<string, NamedWalk> {
  if (!functions.some(hasPlan) && !writers.some(hasPlan)) return NONE;
  const walks = new Map<string, NamedWalk>();
  const add = ({ plan }: Pick<AnalyzedFunction, 'plan'>): void => {
    if (plan === undefined) return;
    const text = renderPlan(plan);
    if (!walks.has(text)) walks.set(text, { plan, name: number('find') });
  };
  functions.forEach(add);
  writers.forEach(add);
  return walks;
}

function hasPlan({ plan }: Pick<AnalyzedFunction, 'plan'>): boolean {
  return plan !== undefined;
}

/** `policies` for `./policies.js`. */
function nameModule(typescript: typeof ts, statement: ImportStatement): string {
  const specifier = readSpecifier(typescript, statement)?.text ?? '';
  const [name = ''] = specifier.slice(specifier.lastIndexOf('/') + 1).split('.', 1);
  return name.replaceAll(/[^\p{ID_Continue}$]/gu, '_');
}
