import { atomicStore } from '../../../../runtime/src/store/atomic-store.ts';
import type { Store, StoreContext } from '../../../../runtime/src/store/port.ts';
import type { StoreFixture } from '../../../../runtime/src/store-contract.ts';
import type { Sealing } from '../../../../runtime/src/value/sealing.ts';
import { MapRows } from '../../../consistency/scheduler/map-rows.ts';

/** How the store differs from the one of this package. */
export interface MapStoreOptions {
  readonly sealing?: Sealing;
  /** The rules, or a version of them. */
  readonly rules?: typeof atomicStore;
  readonly change?: (store: Store) => Partial<Store>;
}

type AllRows = Map<string, MapRows>;

/** A strict store in maps that can lose any row. All stores that are opened with its definition have the same rows. */
export function mapStore({ sealing, rules = atomicStore, change = () => ({}) }: MapStoreOptions = {}): StoreFixture {
  const all: AllRows = new Map();
  const open = ({ now, prefix }: StoreContext): Store => {
    const rows = all.get(prefix) ?? new MapRows({ now, buckets: 4 });
    all.set(prefix, rows);
    const store: Store = { ...rules('map', rows, now), sealing, sizeOf: () => undefined, dispose: () => {} };
    return { ...store, ...change(store) };
  };
  return { definition: { kind: 'map', open }, listRows: () => namesOf(all), loseRow: (name) => lose(all, name) };
}

/** `hf dependency t:team:1` */
function namesOf(all: AllRows): string[] {
  return Array.from(all, ([prefix, rows]) => {
    const { entries, dependencies, floors } = rows.snapshot();
    return [
      `${prefix} counter *`,
      ...Array.from(entries.keys(), (name) => `${prefix} entry ${name}`),
      ...Array.from(dependencies.keys(), (name) => `${prefix} dependency ${name}`),
      ...Array.from(floors.keys(), (name) => `${prefix} floor ${name}`),
    ];
  }).flat();
}

function lose(all: AllRows, row: string): void {
  const [, prefix = '', kind, name] = /^(\S+) (\S+) (.*)$/.exec(row) ?? [];
  const rows = all.get(prefix);
  if (rows === undefined) throw new Error(`there is no row ${row}`);
  if (kind === 'entry' || kind === 'dependency' || kind === 'floor') rows.loseAll(kind, name);
  else rows.loseCounter();
}
