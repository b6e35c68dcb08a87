/**
 * Makes floors anew for several writes of one process without their undoing each other's tokens: who first asks for a floor
 * leads, and brings a token; who asks meanwhile brings none, and where the floor cannot be used, waits for the leader and
 * asks again.
 */
export class FloorLeaders {
  readonly #leaders = new Map<string, Promise<unknown>>();

  /**
   * @param lead asks, and makes the floor anew where it must
   * @param follow asks only; `undefined` where the floor cannot be used
   */
  async ask<T>(floor: string, lead: () => Promise<T>, follow: () => Promise<T | undefined>): Promise<T> {
    for (let leader = this.#leaders.get(floor); leader !== undefined; leader = this.#leaders.get(floor)) {
      const answer = await follow();
      if (answer !== undefined) return answer;
      await leader.catch(() => {
        // What became of it is its own caller's.
      });
    }
    const leading = lead();
    this.#leaders.set(floor, leading);
    try {
      return await leading;
    } finally {
      this.#leaders.delete(floor);
    }
  }
}
