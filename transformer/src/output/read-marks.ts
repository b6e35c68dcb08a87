import type { CompiledFile, FunctionSpec } from 'holdfast';
import type ts from 'typescript';
import { readData } from './read-data.ts';

/**
 * The marks of transformed files in a text of JavaScript: what each hands to the runtime. A bundle has those of all its
 * files, under whatever name a minifier gave to the function that takes them.
 */
export function readMarks(typescript: typeof ts, fileName: string, text: string): readonly CompiledFile[] {
  // Parsing is most of the work, and most files have none.
  if (!text.includes('abi') || !text.includes('specs')) return [];
  const file = typescript.createSourceFile(
    fileName,
    text,
    typescript.ScriptTarget.Latest,
    false,
    typescript.ScriptKind.JS,
  );
  const marks: CompiledFile[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isCallExpression(node) && node.arguments.length === 1) {
      const [argument] = node.arguments;
      const data =
        argument && typescript.isObjectLiteralExpression(argument) ? readData(typescript, argument) : undefined;
      if (isMark(data)) {
        marks.push(data);
        return;
      }
    }
    typescript.forEachChild(node, visit);
  };
  visit(file);
  return marks;
}

function isMark(data: unknown): data is CompiledFile {
  if (typeof data !== 'object' || data === null) return false;
  if (!('abi' in data && 'file' in data && 'namespace' in data && 'specs' in data)) return false;
  const { abi, file, namespace, specs } = data;
  if (typeof abi !== 'number' || typeof file !== 'string' || typeof namespace !== 'string') return false;
  return Array.isArray(specs) && specs.every(isSpec);
}

/** What is read of a spec here; the transformer wrote the rest. */
function isSpec(data: unknown): data is FunctionSpec {
  if (typeof data !== 'object' || data === null) return false;
  return 'id' in data && typeof data.id === 'string' && 'holes' in data && Array.isArray(data.holes) && 'key' in data;
}
