import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CacheInfo, CacheOf } from '../../../runtime/src/api/cache-of.ts';
import { memoryStore } from '../../../runtime/src/store/memory/memory-store.ts';
import { cacheOf, compileSync, type FreshRuntime, freshRuntime } from './compiled-function.ts';

const MAX_ENTRIES = 6;

/** The cached functions: all have the tag `row:{id}`. */
const FUNCTIONS = [
  { name: 'narrow', maxSize: 2, ttl: 100 },
  { name: 'wide', maxSize: 4, ttl: 1000 },
  { name: 'unbounded', maxSize: undefined, ttl: 300 },
] as const;

type Declared = (typeof FUNCTIONS)[number];

/** One step. `overtaken`: a call whose tag is invalidated while its body runs, if it runs. */
type Operation =
  | { readonly does: 'call' | 'overtaken' | 'peek' | 'refresh'; readonly of: Declared; readonly id: number }
  | { readonly does: 'invalidate'; readonly of: Declared; readonly id: number }
  | { readonly does: 'clear'; readonly of: Declared }
  | { readonly does: 'tag'; readonly id: number }
  | { readonly does: 'all' }
  | { readonly does: 'advance'; readonly by: number };

/** What is said of a function afterwards; `currSize` as a range, since expired entries may be gone already. */
interface Expected extends Pick<CacheInfo, 'hits' | 'misses' | 'maxSize'> {
  readonly least: number;
  readonly most: number;
}

interface Entry {
  readonly of: Declared;
  readonly id: number;
  readonly value: number;
  readonly expiresAt: number;
  /** Its tag was not invalidated. */
  good: boolean;
}

/** The memory store without any cleverness: one list, the least recently used entry first. */
class Model {
  #now = 0;
  #runs = 0;
  #entries: Entry[] = [];
  readonly totals = { hits: 0, misses: 0, joins: 0, stored: 0, refused: 0, storeErrors: 0, invalidations: 0 };
  readonly #counts = new Map(FUNCTIONS.map((of) => [of, { hits: 0, misses: 0 }]));

  /** What the operation answers. */
  do(operation: Operation): unknown {
    switch (operation.does) {
      case 'advance':
        this.#now += operation.by;
        return undefined;
      case 'call':
      case 'overtaken':
        return this.#call(operation.of, operation.id, operation.does === 'overtaken');
      case 'peek': {
        const found = this.#use(operation.of, operation.id);
        return found && { value: found.value };
      }
      case 'refresh':
        return this.#store(operation.of, operation.id);
      default:
        this.totals.invalidations++;
        return this.#invalidate(operation);
    }
  }

  describe(of: Declared): Expected {
    const own = this.#entries.filter((entry) => entry.of === of);
    const least = own.filter((entry) => entry.expiresAt > this.#now).length;
    return { ...this.#countsOf(of), maxSize: of.maxSize, least, most: own.length };
  }

  #call(of: Declared, id: number, overtaken: boolean): number {
    const counts = this.#countsOf(of);
    const found = this.#use(of, id);
    const what = found === undefined ? 'misses' : 'hits';
    counts[what]++;
    this.totals[what]++;
    if (found !== undefined) return found.value;
    if (!overtaken) return this.#store(of, id);
    this.totals.invalidations++;
    this.totals.refused++;
    this.#endTag(id);
    return ++this.#runs;
  }

  /** The entry, if it may be served; it is then the most recently used one. */
  #use(of: Declared, id: number): Entry | undefined {
    const found = this.#entries.find((entry) => entry.of === of && entry.id === id);
    if (found === undefined || !found.good || found.expiresAt <= this.#now) return undefined;
    this.#keep((entry) => entry !== found);
    this.#entries.push(found);
    return found;
  }

  #store(of: Declared, id: number): number {
    const value = ++this.#runs;
    this.totals.stored++;
    this.#remove(of, id);
    this.#entries.push({ of, id, value, expiresAt: this.#now + of.ttl, good: true });
    const own = this.#entries.filter((entry) => entry.of === of);
    if (own.length > (of.maxSize ?? MAX_ENTRIES)) this.#keep((entry) => entry !== own[0]);
    if (this.#entries.length > MAX_ENTRIES) this.#entries.shift();
    return value;
  }

  #invalidate(operation: Extract<Operation, { does: 'clear' | 'tag' | 'all' | 'invalidate' }>): unknown {
    switch (operation.does) {
      case 'tag':
        return this.#endTag(operation.id);
      case 'all':
        return this.#keep(() => false);
      case 'clear':
        this.#counts.set(operation.of, { hits: 0, misses: 0 });
        return this.#keep((entry) => entry.of !== operation.of);
      case 'invalidate': {
        const served = this.#use(operation.of, operation.id) !== undefined;
        this.#remove(operation.of, operation.id);
        return served;
      }
    }
  }

  #endTag(id: number): void {
    for (const entry of this.#entries) if (entry.id === id) entry.good = false;
  }

  #remove(of: Declared, id: number): void {
    this.#keep((entry) => entry.of !== of || entry.id !== id);
  }

  #keep(stays: (entry: Entry) => boolean): void {
    this.#entries = this.#entries.filter(stays);
  }

  #countsOf(of: Declared): { hits: number; misses: number } {
    const counts = this.#counts.get(of);
    if (counts === undefined) throw new Error('every function has counts');
    return counts;
  }
}

/** The runtime on the memory store, with the same operations. */
class Real {
  readonly #fresh: FreshRuntime;
  readonly #compiled: ReadonlyMap<Declared, (id: number) => number>;
  #runs = 0;
  #overtakes = false;

  private constructor(fresh: FreshRuntime) {
    this.#fresh = fresh;
    this.#compiled = new Map(FUNCTIONS.map((of) => [of, this.#compile(of)]));
  }

  static async start(): Promise<Real> {
    const fresh = freshRuntime();
    await fresh.runtime.configure({ store: memoryStore({ maxEntries: MAX_ENTRIES }) });
    return new Real(fresh);
  }

  async do(operation: Operation): Promise<unknown> {
    const { runtime } = this.#fresh;
    switch (operation.does) {
      case 'advance':
        return this.#fresh.advance(operation.by);
      case 'tag':
        return runtime.invalidateTag(`row:${operation.id}`);
      case 'all':
        return runtime.invalidateAll();
      case 'clear':
        return this.#cacheOf(operation.of).clear();
      case 'call':
      case 'overtaken':
        this.#overtakes = operation.does === 'overtaken';
        return this.#functionOf(operation.of)(operation.id);
      default:
        return this.#cacheOf(operation.of)[operation.does](operation.id);
    }
  }

  infoOf(of: Declared): Promise<CacheInfo> {
    return this.#cacheOf(of).info();
  }

  stats(): ReturnType<FreshRuntime['runtime']['stats']> {
    return this.#fresh.runtime.stats();
  }

  #compile({ name, maxSize, ttl }: Declared): (id: number) => number {
    const spec = { ttl, tags: [['row:', 0]], ...(maxSize === undefined ? {} : { maxSize }) };
    return compileSync(this.#fresh.runtime, name, { parameters: ['id'], spec }, (id: number) => {
      // The invalidation is in the memory store before its promise is even made.
      if (this.#overtakes) void this.#fresh.runtime.invalidateTag(`row:${id}`);
      return ++this.#runs;
    });
  }

  #cacheOf(of: Declared): CacheOf<(id: number) => number> {
    this.#overtakes = false;
    return cacheOf(this.#fresh.runtime, this.#functionOf(of));
  }

  #functionOf(of: Declared): (id: number) => number {
    const compiled = this.#compiled.get(of);
    if (compiled === undefined) throw new Error('every function was compiled');
    return compiled;
  }
}

const of = fc.constantFrom(...FUNCTIONS);
const id = fc.nat({ max: 4 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ does: fc.constant('call' as const), of, id }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom('peek', 'refresh', 'invalidate', 'overtaken'), of, id }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('advance' as const), by: fc.constantFrom(1, 99, 100, 300) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('tag' as const), id }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('clear' as const), of }) },
  { weight: 1, arbitrary: fc.constant({ does: 'all' as const }) },
);

const [narrow, wide, unbounded] = FUNCTIONS;

/** A function without entries is cleared after one that has some, and then room is needed: dead entries go first. */
const CLEARED_IN_A_ROW: readonly Operation[] = [
  { does: 'call', of: narrow, id: 0 },
  { does: 'invalidate', of: narrow, id: 0 },
  { does: 'call', of: unbounded, id: 0 },
  { does: 'call', of: wide, id: 0 },
  ...[1, 2, 3, 4].map((id) => ({ does: 'call', of: unbounded, id }) as const),
  { does: 'clear', of: wide },
  { does: 'clear', of: narrow },
  { does: 'call', of: narrow, id: 1 },
  { does: 'peek', of: unbounded, id: 0 },
];

function clamp(value: number | undefined, least: number, most: number): number {
  return Math.min(Math.max(value ?? -1, least), most);
}

async function expectSameInfo(real: Real, model: Model): Promise<void> {
  for (const of of FUNCTIONS) {
    const { least, most, ...counts } = model.describe(of);
    const info = await real.infoOf(of);
    expect(info).toEqual({ ...counts, currSize: clamp(info.currSize, least, most) });
  }
}

describe('the memory store under random operations', () => {
  it('answers, evicts, expires and counts as a plain list in order of use does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 80, size: 'max' }), async (operations) => {
        const real = await Real.start();
        const model = new Model();
        for (const step of operations) {
          expect(await real.do(step)).toEqual(model.do(step));
          await expectSameInfo(real, model);
        }
        const functions = Object.fromEntries(
          FUNCTIONS.map((of) => {
            const { hits, misses } = model.describe(of);
            return [`app:${of.name}`, { hits, misses }];
          }),
        );
        expect(real.stats()).toEqual({ ...model.totals, flights: 0, pendingInvalidations: [], functions });
      }),
      { numRuns: 300, examples: [[[...CLEARED_IN_A_ROW]]] },
    );
  });
});
