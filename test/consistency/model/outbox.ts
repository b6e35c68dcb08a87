import { at } from './choice.ts';
import type { Process } from './process.ts';
import { keyName } from './store.ts';
import type { World } from './world.ts';

/** A rejected invalidation: once all its names are delivered it counts as acknowledged to everybody. */
export interface Debt {
  readonly row: number;
  readonly version: number;
  left: number;
  /** Something that belongs to it was never tried. */
  abandoned: boolean;
}

/** One name that a store has not been told of. */
export interface OutboxItem {
  readonly store: number;
  readonly name: string;
  /** Changes when the name is added again: a delivery that had begun before does not settle that. */
  generation: number;
  debts: Debt[];
}

/** Invalidations that could not be written, until a retry writes them. */
export class Outbox {
  private readonly world: World;
  private readonly items: OutboxItem[] = [];
  /** How many have left it. */
  settlements = 0;

  constructor(world: World) {
    this.world = world;
  }

  add(store: number, name: string, debt: Debt): void {
    debt.left += 1;
    const known = this.items.find((item) => item.store === store && item.name === name);
    if (known === undefined) this.items.push({ store, name, generation: this.world.newId(), debts: [debt] });
    else {
      known.generation = this.world.newId();
      known.debts.push(debt);
    }
  }

  any(): OutboxItem | undefined {
    return this.items.length === 0 ? undefined : at(this.items, this.world.pick(this.items.length));
  }

  /** Whether something that the result depends on waits here. */
  concerns(key: string, result: { readonly dependencies: readonly string[] }): boolean {
    if (this.items.length === 0) return false;
    return this.items.some((item) => item.name === keyName(key) || result.dependencies.includes(item.name));
  }

  settle(item: OutboxItem, generation: number, process: Process): void {
    if (item.generation !== generation && !this.world.off.outboxGeneration) return;
    const index = this.items.indexOf(item);
    if (index < 0) return;
    this.items.splice(index, 1);
    this.settlements += 1;
    for (const debt of item.debts) {
      debt.left -= 1;
      if (debt.left === 0 && !debt.abandoned) this.world.truth.acknowledge(debt.row, debt.version, process, false);
    }
    if (this.world.story !== undefined) this.world.say(`${process.name} delivered ${item.name} from its outbox`);
  }

  clear(): void {
    this.items.length = 0;
  }
}
