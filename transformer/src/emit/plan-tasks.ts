import type ts from 'typescript';
import type { FileAnalysis } from '../analyze/analyze-file.ts';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { AnalyzedWriter } from '../analyze/analyze-writer.ts';
import type { BlockTask } from './emit-statements.ts';

/** What has to be emitted at one node of the source. */
export interface EmitTask {
  /** It is this cached function. */
  analyzed?: AnalyzedFunction;
  /** It is this function that invalidates. Nothing refers to those, so they are not attached. */
  writer?: AnalyzedWriter;
  /** It is a class or an object literal, and has to attach these methods. */
  methods?: AnalyzedFunction[];
  /** It is a block with functions that it declares, or that stand in it. */
  block?: BlockTask;
  /** It has others inside. */
  isAround?: boolean;
}

/** By the nodes of the source; nearly all of these have none. */
export type EmitTasks = ReadonlyMap<ts.Node, EmitTask>;

/** Finds what the functions of a file ask of the nodes around them. */
export function planTasks(
  typescript: typeof ts,
  { functions, writers }: Pick<FileAnalysis, 'functions' | 'writers'>,
): EmitTasks {
  const tasks = new Map<ts.Node, EmitTask>();
  const taskAt = (node: ts.Node): EmitTask => {
    const known = tasks.get(node);
    if (known !== undefined) return known;
    const task: EmitTask = {};
    tasks.set(node, task);
    return task;
  };
  for (const analyzed of functions) taskAt(analyzed.shape.node).analyzed = analyzed;
  for (const writer of writers) taskAt(writer.shape.node).writer = writer;
  const hasGuard = (node: ts.Node): boolean => {
    const task = tasks.get(node);
    return task?.analyzed !== undefined || task?.writer !== undefined;
  };
  for (const analyzed of [...functions, ...writers]) {
    const { node } = analyzed.shape;
    for (let { parent } = node; parent !== undefined; { parent } = parent) taskAt(parent).isAround = true;
    const entry = findEntry(typescript, node);
    if (entry !== undefined && !hasGuard(entry.parent)) {
      taskAt(entry).block = { entered: analyzed, declared: [] };
    }
  }
  for (const analyzed of functions) {
    const { shape } = analyzed;
    if (shape.form === 'class-method' || shape.form === 'object-method') {
      const task = taskAt(shape.owner);
      task.methods = [...(task.methods ?? []), analyzed];
    }
    if (shape.form === 'declaration' && !shape.isHoisted) {
      const task = taskAt(shape.node.parent);
      task.block = { ...task.block, declared: [...(task.block?.declared ?? []), analyzed] };
    }
  }
  return tasks;
}

/** The body of the hoisted function around a node: a cycle of imports may run it before the module. */
function findEntry(typescript: typeof ts, node: ts.Node): ts.Block | undefined {
  if (typescript.isSourceFile(node.parent)) return undefined;
  let outermost = node;
  while (outermost.parent !== undefined && !typescript.isSourceFile(outermost.parent)) outermost = outermost.parent;
  if (outermost === node || !typescript.isFunctionDeclaration(outermost)) return undefined;
  return outermost.body;
}
