import { at } from './choice.ts';
import type { Actor } from './gate.ts';
import type { World } from './world.ts';

/** Runs actors one step at a time, in an order that is chosen anew at every step. */
export class Scheduler {
  private readonly world: World;
  /** Out of 8: how likely the same actor goes on. Some faults need long runs of one, some need none. */
  private readonly sticky: number;
  private last: Actor | undefined;
  /** Exhaustive search: how often the running actor may still be interrupted; undefined: always. */
  private interruptions: number | undefined;

  /** One step in so many is slow; 0: none. Some faults need one command to be far slower than the others. */
  private readonly slow: number;

  constructor(world: World, sticky: number, slow: number, interruptions?: number) {
    this.world = world;
    this.sticky = sticky;
    this.slow = slow;
    this.interruptions = interruptions;
  }

  /** Lets one actor do one step. */
  step(): void {
    const { world } = this;
    world.time += 1;
    world.counts.steps += 1;
    const index = this.choose();
    if (index < 0) return;
    const actor = at(world.ready, index);
    if (actor.wakesAt > world.time || (actor.process.frozen && !actor.name.startsWith('freeze'))) return;
    if (this.slow > 0 && world.pick(this.slow) === 0) {
      actor.wakesAt = world.time + 10 + world.pick(100);
      return;
    }
    this.last = actor;
    world.actor = actor.name;
    const { done, value } = actor.steps.next();
    if (done) this.remove(actor);
    else if (value !== undefined && !value.open) {
      this.unready(actor);
      value.waiters.push(actor);
    }
    world.actor = 'world';
  }

  private choose(): number {
    const { ready, pick } = this.world;
    if (ready.length === 0) return -1;
    const current = this.last === undefined ? -1 : ready.indexOf(this.last);
    if (this.interruptions === undefined) {
      if (current >= 0 && this.sticky > 0 && pick(8) < this.sticky) return current;
      return this.awake();
    }
    if (current < 0) return pick(ready.length);
    if (this.interruptions === 0) return current;
    const chosen = (current + pick(ready.length)) % ready.length;
    if (chosen !== current) this.interruptions -= 1;
    return chosen;
  }

  private awake(): number {
    const { ready, pick, time } = this.world;
    const first = pick(ready.length);
    if (this.slow === 0) return first;
    for (let turn = 0; turn < ready.length; turn += 1) {
      const index = (first + turn) % ready.length;
      if (at(ready, index).wakesAt <= time) return index;
    }
    return -1;
  }

  private remove(actor: Actor): void {
    this.unready(actor);
    this.world.allActors.delete(actor);
  }

  private unready(actor: Actor): void {
    const { ready } = this.world;
    const index = ready.indexOf(actor);
    if (index < 0) return;
    const moved = ready.pop();
    if (moved !== undefined && moved !== actor) ready[index] = moved;
  }
}
