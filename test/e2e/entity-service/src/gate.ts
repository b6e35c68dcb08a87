/** Holds up whoever passes while it is closed. */
export class Gate {
  #opening: PromiseWithResolvers<void> | undefined;
  #reached = Promise.withResolvers<void>();

  close(): void {
    this.#opening = Promise.withResolvers();
    this.#reached = Promise.withResolvers();
  }

  open(): void {
    this.#opening?.resolve();
    this.#opening = undefined;
  }

  async pass(): Promise<void> {
    this.#reached.resolve();
    await this.#opening?.promise;
  }

  /** Resolves when somebody waits at it. */
  reached(): Promise<void> {
    return this.#reached.promise;
  }
}
