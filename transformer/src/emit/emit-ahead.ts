import type ts from 'typescript';

/** Emits a file of the program as it was parsed. */
type Emit = (original: ts.SourceFile) => ts.SourceFile;

/** A file as it was emitted, and of what. */
interface Ahead {
  readonly emitted: ts.SourceFile;
  readonly statements: ts.NodeArray<ts.Statement>;
}

/** More at a time gain nothing. */
const MOST = 64;

/**
 * Files that are emitted before the compiler comes to them. For each file it transforms, prints and writes; with our code
 * in between, file by file, neither of the two stays in the caches of the processor. As files are read ahead of a program
 * that reads them in order, more are emitted ahead the longer the compiler follows the program's order, and none where it
 * asks for a single file.
 */
export class EmitAhead {
  readonly #files: readonly ts.SourceFile[];
  readonly #ahead = new Map<ts.SourceFile, Ahead>();
  /** Behind what was emitted last. */
  #end = 0;
  #count = 1;

  /** @param files those that have something to emit, in the order of the program */
  constructor(files: Iterable<ts.SourceFile>) {
    this.#files = [...files];
  }

  /** The file as it was emitted, now or before; none is taken twice. */
  take(original: ts.SourceFile, emit: Emit): ts.SourceFile {
    if (!this.#ahead.has(original)) this.#emitFrom(original, emit);
    const ahead = this.#ahead.get(original);
    this.#ahead.delete(original);
    return ahead === undefined || isTouched(original, ahead) ? emit(original) : ahead.emitted;
  }

  #emitFrom(original: ts.SourceFile, emit: Emit): void {
    const isNext = this.#files[this.#end] === original;
    const start = isNext ? this.#end : this.#files.indexOf(original);
    if (start === -1) return;
    this.#ahead.clear();
    this.#count = isNext && start > 0 ? Math.min(this.#count * 2, MOST) : 1;
    this.#end = start + this.#count;
    for (const file of this.#files.slice(start, this.#end)) {
      this.#ahead.set(file, { emitted: emit(file), statements: file.statements });
    }
  }
}

/** Whether a transformer that came first has marked nodes of the file, or gave it other statements. */
function isTouched(original: ts.SourceFile, { statements }: Ahead): boolean {
  const isMarked = 'emitNode' in original && original.emitNode !== undefined;
  return isMarked || original.statements !== statements;
}
