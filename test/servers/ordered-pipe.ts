import type { Socket } from 'node:net';

interface Piece {
  readonly bytes: Buffer;
  readonly due: number;
}

/**
 * One direction of a connection, in which bytes may be late but never overtake one another, as TCP has it. A reply that
 * overtook another one would be taken for that one's.
 */
export class OrderedPipe {
  readonly #to: Socket;
  readonly #pieces: Piece[] = [];
  #lastDue = 0;

  constructor(to: Socket) {
    this.#to = to;
  }

  /** Writes the bytes so many milliseconds from now, or when all that came before is written. */
  send(bytes: Buffer, milliseconds: number): void {
    if (milliseconds === 0 && this.#pieces.length === 0) {
      this.#write(bytes);
      return;
    }
    this.#lastDue = Math.max(this.#lastDue, performance.now() + milliseconds);
    this.#pieces.push({ bytes, due: this.#lastDue });
    if (this.#pieces.length === 1) this.#wait(this.#lastDue);
  }

  #wait(due: number): void {
    setTimeout(() => this.#writeDue(), Math.ceil(due - performance.now()));
  }

  #writeDue(): void {
    for (let piece = this.#pieces[0]; piece !== undefined; piece = this.#pieces[0]) {
      if (piece.due > performance.now()) {
        this.#wait(piece.due);
        return;
      }
      this.#pieces.shift();
      this.#write(piece.bytes);
    }
  }

  #write(bytes: Buffer): void {
    if (!this.#to.destroyed) this.#to.write(bytes);
  }
}
