import bundled from 'typescript';
import { analyzeShape } from '../../../../transformer/src/analyze/analyze-shape.ts';
import type { EntityPlan } from '../../../../transformer/src/analyze/entities/entity-plan.ts';
import { type PlannedEntities, planEntities } from '../../../../transformer/src/analyze/entities/plan-entities.ts';
import { functionContext } from '../../../../transformer/src/analyze/function-context.ts';
import { readResultType } from '../../../../transformer/src/analyze/types/result-type.ts';
import { bindComments } from '../../../../transformer/src/bind/bind-comments.ts';
import { emitWalk } from '../../../../transformer/src/emit/emit-walk.ts';
import type { EntitiesLine, TagLine } from '../../../../transformer/src/parse-tag-lines/tag-line.ts';
import { ROOT } from '../compile-sources.ts';

type Compiler = typeof bundled;

/** What was planned for one function. */
export interface PlannedFunction extends Pick<PlannedEntities, 'tracked'> {
  readonly plan: EntityPlan | undefined;
  /** The emitted walk; empty where there is none. */
  readonly code: string;
  /** `1240 at user: the result …`, without the code's own name. */
  readonly messages: readonly string[];
}

/** What a program is made with, and by which compiler. */
export interface PlanSettings {
  readonly typescript?: Compiler;
  readonly options?: bundled.CompilerOptions;
  /** Further files, by absolute path. */
  readonly sources?: Readonly<Record<string, string>>;
  /** Files that do not compile are let through. */
  readonly isLoose?: boolean;
}

/** Plans the functions of `/main.ts` that have lines about entities, by their names. */
export function planSource(text: string, settings: PlanSettings = {}): Readonly<Record<string, PlannedFunction>> {
  const { typescript = bundled } = settings;
  const program = createProgram(text, settings);
  const sourceFile = program.getSourceFile('/main.ts');
  if (sourceFile === undefined) throw new Error('/main.ts is not there');
  const [problem] = settings.isLoose ? [] : typescript.getPreEmitDiagnostics(program);
  if (problem !== undefined) throw new Error(typescript.flattenDiagnosticMessageText(problem.messageText, '\n'));
  const context = { typescript, program, checker: program.getTypeChecker(), sourceFile };
  const planned = bindComments(typescript, sourceFile).subjects.flatMap(({ node, lines }) => {
    const found = lines.filter(isFinding);
    const [first] = found;
    if (first === undefined) return [];
    const shape = analyzeShape(context, node, { on: 'f', tag: first.tag, span: first });
    if ('code' in shape) throw new Error(shape.message);
    const on = shape.node.name?.getText(sourceFile) ?? '';
    const type = readResultType(
      context,
      shape.node,
      /\bPromise\b/.test(shape.node.type?.getText() ?? '') ? 'async' : 'sync',
    );
    if (type === undefined) return [];
    const fn = functionContext(context, shape, on);
    const { tracked, plan, diagnostics } = planEntities(fn, { type, lines: found, first: 0 });
    const messages = diagnostics.map(
      ({ code, message, start, length }) =>
        `${code} at ${text.slice(start, start + length)}: ${message.slice(message.indexOf(': ') + 2)}`,
    );
    return [[on, { tracked, plan, code: plan === undefined ? '' : printWalk(typescript, plan), messages }] as const];
  });
  return Object.fromEntries(planned);
}

function isFinding(line: TagLine): line is EntitiesLine {
  return (line.tag === 'tracks' || line.tag === 'invalidates') && 'target' in line && line.target.of !== 'none';
}

/** The text of the walk. */
export function printWalk(typescript: Compiler, plan: EntityPlan): string {
  const { factory } = typescript;
  const walk = emitWalk({ typescript, factory }, { plan, name: factory.createIdentifier('hf_find') });
  const file = typescript.createSourceFile('/walk.ts', '', typescript.ScriptTarget.Latest);
  return typescript.createPrinter().printNode(typescript.EmitHint.Unspecified, walk, file);
}

/** What a walk reports, in the order of the calls: `one 0 1`, `parts 0 [1,2]`, `list 0`; each once and sorted. */
export function walk(code: string, value: unknown, ...functions: readonly unknown[]): readonly string[] {
  const reported = new Set<string>();
  const found = {
    one: (track: number, id: unknown): unknown => reported.add(`one ${track} ${render(id)}`),
    parts: (track: number, parts: readonly unknown[]): unknown =>
      reported.add(`parts ${track} ${parts.map(render).join()}`),
    list: (track: number): unknown => reported.add(`list ${track}`),
  };
  const run: unknown = new Function(`return (${code});`)();
  if (typeof run === 'function') run(value, found, ...functions);
  return [...reported].toSorted();
}

function render(id: unknown): string {
  return typeof id === 'bigint' ? `${id}n` : (JSON.stringify(id) ?? String(id));
}

const STRICT: bundled.CompilerOptions = {
  target: bundled.ScriptTarget.ES2022,
  module: bundled.ModuleKind.ESNext,
  moduleResolution: bundled.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts'],
  types: [],
  strict: true,
  allowImportingTsExtensions: true,
  noEmit: true,
};

const libraries = new Map<string, bundled.SourceFile | undefined>();

function createProgram(text: string, { typescript = bundled, options, sources }: PlanSettings): bundled.Program {
  const files: Readonly<Record<string, string>> = { '/main.ts': text, ...sources };
  const settings = { ...STRICT, ...options };
  const host = typescript.createCompilerHost(settings);
  return typescript.createProgram(['/main.ts'], settings, {
    ...host,
    getCurrentDirectory: () => ROOT,
    directoryExists: (name) =>
      Object.keys(files).some((path) => path.startsWith(`${name}/`)) || host.directoryExists?.(name) === true,
    fileExists: (name) => name in files || host.fileExists(name),
    readFile: (name) => files[name] ?? host.readFile(name),
    realpath: (name) => name,
    getSourceFile: (name, version) => {
      const own = files[name];
      if (own !== undefined) return typescript.createSourceFile(name, own, version, true);
      const key = `${typescript.version} ${name}`;
      if (!libraries.has(key)) libraries.set(key, host.getSourceFile(name, version));
      return libraries.get(key);
    },
  });
}
