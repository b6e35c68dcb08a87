import type ts from 'typescript';

/** Emits a file of the program as it was parsed. */
type Emit = (original: ts.SourceFile) => ts.SourceFile;

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
  readonly #emitted = new Map<ts.SourceFile, ts.SourceFile>();
  /** Behind what was emitted last. */
  #end = 0;
  #count = 1;

  /** @param files those that have something to emit, in the order of the program */
  constructor(files: Iterable<ts.SourceFile>) {
    this.#files = [...files];
  }

  /** The file as it was emitted, now or before; none is taken twice. */
  take(original: ts.SourceFile, emit: Emit): ts.SourceFile {
    if (!this.#emitted.has(original)) this.#emitFrom(original, emit);
    const emitted = this.#emitted.get(original) ?? emit(original);
    this.#emitted.delete(original);
    return emitted;
  }

  #emitFrom(original: ts.SourceFile, emit: Emit): void {
    const isNext = this.#files[this.#end] === original;
    const start = isNext ? this.#end : this.#files.indexOf(original);
    if (start === -1) return;
    this.#emitted.clear();
    this.#count = isNext && start > 0 ? Math.min(this.#count * 2, MOST) : 1;
    this.#end = start + this.#count;
    for (const file of this.#files.slice(start, this.#end)) this.#emitted.set(file, emit(file));
  }
}
