/** A fenced block of a page. */
export interface Block {
  /** First word behind the fence: `ts`, `sh`; empty where there is none. */
  readonly language: string;
  /** The words behind the language: `['run']`. */
  readonly flags: readonly string[];
  /** Line of the opening fence, from 1. */
  readonly line: number;
  readonly text: string;
}

/** A file that a page's `ts` blocks make up, and what it prints when it is run. */
export interface PageFile {
  /** Below the project: `src/main.ts`. */
  readonly path: string;
  readonly text: string;
  /** The lines that a run prints; absent where no block of the file is marked `run`. */
  readonly prints?: readonly string[];
}

/** The fenced blocks of a page, in order. @throws Error for a fence that is never closed. */
export function readBlocks(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { readonly info: string; readonly line: number; readonly lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (!line.startsWith('```')) open?.lines.push(line);
    else if (open === undefined) open = { info: line.slice(3).trim(), line: index + 1, lines: [] };
    else {
      const [language = '', ...flags] = open.info.split(/\s+/);
      blocks.push({ language, flags, line: open.line, text: open.lines.map((one) => `${one}\n`).join('') });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`The block of line ${open.line} is not closed.`);
  return blocks;
}

/**
 * The files of a page. The convention, visible in the page: the block's first line names the file (`// src/main.ts`); a
 * later block with the same name continues it; a block without a name stands alone. A block marked `run` is run, and
 * prints exactly what its comments say: `console.log(1); // prints 1`.
 */
export function readFiles(blocks: readonly Block[]): readonly PageFile[] {
  const files = new Map<string, PageFile>();
  for (const { language, flags, line, text } of blocks) {
    if (language !== 'ts') continue;
    const path = /^\/\/ (\S+\.[cm]?ts)\n/.exec(text)?.[1] ?? `src/line-${line}.ts`;
    const before = files.get(path);
    const whole = (before?.text ?? '') + text;
    const isRun = flags.includes('run') || before?.prints !== undefined;
    const prints = [...whole.matchAll(/\/\/ prints (.*)$/gm)].map(([, printed = '']) => printed);
    files.set(path, isRun ? { path, text: whole, prints } : { path, text: whole });
  }
  return [...files.values()];
}
