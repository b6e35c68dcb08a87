import type { CompiledFile, CompiledWriters, FunctionSpec, WriterSpec } from 'holdfast';
import type ts from 'typescript';
import { readData } from './read-data.ts';

/** What the transformed files in a text hand to the runtime: their cached functions, and those that invalidate. */
export interface OutputMarks {
  readonly files: readonly CompiledFile[];
  readonly writers: readonly CompiledWriters[];
}

/**
 * The marks of transformed files in a text of JavaScript: what each hands to the runtime. A bundle has those of all its
 * files, under whatever name a minifier gave to the functions that take them.
 */
export function readOutputMarks(typescript: typeof ts, fileName: string, text: string): OutputMarks {
  const files: CompiledFile[] = [];
  const writers: CompiledWriters[] = [];
  // Parsing is most of the work, and most files have none.
  if (!text.includes('abi') || !(text.includes('specs') || text.includes('writers'))) return { files, writers };
  const file = typescript.createSourceFile(
    fileName,
    text,
    typescript.ScriptTarget.Latest,
    false,
    typescript.ScriptKind.JS,
  );
  const visit = (node: ts.Node): void => {
    if (typescript.isCallExpression(node) && node.arguments.length === 1) {
      const [argument] = node.arguments;
      const data =
        argument && typescript.isObjectLiteralExpression(argument) ? readData(typescript, argument) : undefined;
      if (isMark(data)) {
        files.push(data);
        return;
      }
      if (isWritersMark(data)) {
        writers.push(data);
        return;
      }
    }
    typescript.forEachChild(node, visit);
  };
  visit(file);
  return { files, writers };
}

/** The marks of files with cached functions. */
export function readMarks(typescript: typeof ts, fileName: string, text: string): readonly CompiledFile[] {
  return readOutputMarks(typescript, fileName, text).files;
}

function isOfFile(data: unknown): data is Omit<CompiledFile, 'specs'> {
  if (typeof data !== 'object' || data === null) return false;
  if (!('abi' in data && 'file' in data && 'namespace' in data)) return false;
  return typeof data.abi === 'number' && typeof data.file === 'string' && typeof data.namespace === 'string';
}

function isMark(data: unknown): data is CompiledFile {
  return isOfFile(data) && 'specs' in data && Array.isArray(data.specs) && data.specs.every(isSpec);
}

function isWritersMark(data: unknown): data is CompiledWriters {
  return isOfFile(data) && 'writers' in data && Array.isArray(data.writers) && data.writers.every(isWriterSpec);
}

/** What is read of a spec here; the transformer wrote the rest. */
function isSpec(data: unknown): data is FunctionSpec {
  return isNamed(data) && 'key' in data;
}

function isWriterSpec(data: unknown): data is WriterSpec {
  return isNamed(data) && 'invalidates' in data && Array.isArray(data.invalidates);
}

function isNamed(data: unknown): data is Pick<FunctionSpec, 'id' | 'holes'> {
  if (typeof data !== 'object' || data === null) return false;
  return 'id' in data && typeof data.id === 'string' && 'holes' in data && Array.isArray(data.holes);
}
