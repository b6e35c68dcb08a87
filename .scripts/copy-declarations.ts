import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/**
 * Copies the declarations that users can reach from `entries`, and no others, from `from` to `to`.
 * On the way `./key.ts` becomes `./key.js`: the compiler keeps the source's spelling in declarations, and only
 * `.js` is understood by every version and module setting that we serve.
 * @param entries paths below `from` without extension: `['index']`
 */
export async function copyDeclarations(entries: readonly string[], from: string, to: string): Promise<void> {
  const done = new Set<string>();
  const waiting = entries.map((entry) => join(from, `${entry}.d.ts`));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (done.has(file)) continue;
    done.add(file);
    const { text, imports } = rewriteImports(await readFile(file, 'utf8'));
    for (const path of imports) waiting.push(join(dirname(file), path));
    const target = join(to, relative(from, file));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}

/** The text with `.js` in place of `.ts` in relative imports, and the declaration files that these mean. */
export function rewriteImports(text: string): { readonly text: string; readonly imports: readonly string[] } {
  const relativeImports = ts
    .preProcessFile(text, true, true)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
  let rewritten = '';
  let end = 0;
  for (const { fileName, pos } of relativeImports) {
    const start = text.indexOf(fileName, pos);
    rewritten += text.slice(end, start) + fileName.replace(/\.ts$/, '.js');
    end = start + fileName.length;
  }
  return {
    text: rewritten + text.slice(end),
    imports: relativeImports.map(({ fileName }) => fileName.replace(/\.[jt]s$/, '.d.ts')),
  };
}
