import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { BlockTask } from './emit-statements.ts';

/** What has to be emitted where, by the nodes of the source. */
export interface EmitTasks {
  /** The functions themselves. */
  readonly functions: ReadonlyMap<ts.Node, AnalyzedFunction>;
  /** Classes and object literals with the methods that they have to attach. */
  readonly owners: ReadonlyMap<ts.Node, readonly AnalyzedFunction[]>;
  /** Blocks with the functions that they declare. */
  readonly blocks: ReadonlyMap<ts.Node, BlockTask>;
  /** Everything that has one of these inside. */
  readonly around: ReadonlySet<ts.Node>;
}

/** Finds what the functions of a file ask of the nodes around them. */
export function planTasks(typescript: typeof ts, functions: readonly AnalyzedFunction[]): EmitTasks {
  const around = new Set<ts.Node>();
  const owners = new Map<ts.Node, AnalyzedFunction[]>();
  const blocks = new Map<ts.Node, BlockTask>();
  const byNode = new Map<ts.Node, AnalyzedFunction>(functions.map((analyzed) => [analyzed.shape.node, analyzed]));
  for (const analyzed of functions) {
    const { shape } = analyzed;
    for (let node: ts.Node = shape.node; node.parent !== undefined; node = node.parent) around.add(node.parent);
    if (shape.form === 'class-method' || shape.form === 'object-method') {
      owners.set(shape.owner, [...(owners.get(shape.owner) ?? []), analyzed]);
    }
    if (shape.form === 'declaration' && !shape.isHoisted) {
      const task = blocks.get(shape.node.parent);
      blocks.set(shape.node.parent, { ...task, declared: [...(task?.declared ?? []), analyzed] });
    }
    const entry = findEntry(typescript, shape.node);
    // A cached function has a guard of its own.
    if (entry !== undefined && !byNode.has(entry.parent)) {
      blocks.set(entry, { entered: analyzed, declared: blocks.get(entry)?.declared ?? [] });
    }
  }
  return { functions: byNode, owners, blocks, around };
}

/** The body of the hoisted function around a node: a cycle of imports may run it before the module. */
function findEntry(typescript: typeof ts, node: ts.Node): ts.Block | undefined {
  let outermost = node;
  while (outermost.parent !== undefined && !typescript.isSourceFile(outermost.parent)) outermost = outermost.parent;
  if (outermost === node || !typescript.isFunctionDeclaration(outermost)) return undefined;
  return outermost.body;
}
