import type ts from 'typescript';
import type { FileAnalysis } from '../analyze/analyze-file.ts';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { AnalyzedWriter } from '../analyze/analyze-writer.ts';
import type { BlockTask } from './emit-statements.ts';

/** What has to be emitted where, by the nodes of the source. */
export interface EmitTasks {
  /** The cached functions themselves. */
  readonly functions: ReadonlyMap<ts.Node, AnalyzedFunction>;
  /** The functions that invalidate. Nothing refers to them, so they are not attached. */
  readonly writers: ReadonlyMap<ts.Node, AnalyzedWriter>;
  /** Classes and object literals with the methods that they have to attach. */
  readonly owners: ReadonlyMap<ts.Node, readonly AnalyzedFunction[]>;
  /** Blocks with the functions that they declare. */
  readonly blocks: ReadonlyMap<ts.Node, BlockTask>;
  /** Everything that has one of these inside. */
  readonly around: ReadonlySet<ts.Node>;
}

/** Finds what the functions of a file ask of the nodes around them. */
export function planTasks(
  typescript: typeof ts,
  { functions, writers }: Pick<FileAnalysis, 'functions' | 'writers'>,
): EmitTasks {
  const around = new Set<ts.Node>();
  const owners = new Map<ts.Node, AnalyzedFunction[]>();
  const blocks = new Map<ts.Node, BlockTask>();
  const byNode = new Map<ts.Node, AnalyzedFunction>(functions.map((analyzed) => [analyzed.shape.node, analyzed]));
  const writing = new Map<ts.Node, AnalyzedWriter>(writers.map((writer) => [writer.shape.node, writer]));
  const hasGuard = (node: ts.Node): boolean => byNode.has(node) || writing.has(node);
  for (const analyzed of [...functions, ...writers]) {
    const { shape } = analyzed;
    for (let node: ts.Node = shape.node; node.parent !== undefined; node = node.parent) around.add(node.parent);
    const entry = findEntry(typescript, shape.node);
    if (entry !== undefined && !hasGuard(entry.parent)) {
      blocks.set(entry, { entered: analyzed, declared: [] });
    }
  }
  for (const analyzed of functions) {
    const { shape } = analyzed;
    if (shape.form === 'class-method' || shape.form === 'object-method') {
      owners.set(shape.owner, [...(owners.get(shape.owner) ?? []), analyzed]);
    }
    if (shape.form === 'declaration' && !shape.isHoisted) {
      const task = blocks.get(shape.node.parent);
      blocks.set(shape.node.parent, { ...task, declared: [...(task?.declared ?? []), analyzed] });
    }
  }
  return { functions: byNode, writers: writing, owners, blocks, around };
}

/** The body of the hoisted function around a node: a cycle of imports may run it before the module. */
function findEntry(typescript: typeof ts, node: ts.Node): ts.Block | undefined {
  let outermost = node;
  while (outermost.parent !== undefined && !typescript.isSourceFile(outermost.parent)) outermost = outermost.parent;
  if (outermost === node || !typescript.isFunctionDeclaration(outermost)) return undefined;
  return outermost.body;
}
