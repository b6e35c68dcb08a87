/**
 * The truth and what was seen of it, in one order: that in which the row server takes messages. An acknowledgement that
 * it took before it was asked to begin a call has been there before the call began, so no clocks are compared.
 */
import { type Floors, Ledger, type Transaction, type Version } from '../scheduler/ledger.ts';
import { labelWithout } from './service/src/ask.ts';
import type { Asked, Becomes, Covers } from './service/src/row-messages.ts';
import { emptyTally } from './tally.ts';

/** Lines of a story that are kept of each row, and of what happened to all. */
const KEPT = 150;

interface Begun extends Asked {
  readonly floors: Floors;
  /** The same for rows that it does not show. */
  readonly without: Floors;
  readonly transaction: Transaction | undefined;
  readonly own: ReadonlyMap<number, Version>;
}

/** A change of a row, and what is invalidated after it. */
export interface RowChange {
  readonly row: number;
  readonly becomes: Becomes;
  readonly covers: Covers;
  readonly how: string;
}

interface Change {
  readonly coverage: { readonly versions: Floors; readonly keys?: readonly string[] };
  readonly name: string;
}

/** Something that must not be, and how it came about. */
export interface Violation {
  readonly problem: string;
  readonly story: readonly string[];
}

export class RowHistory {
  readonly tally = emptyTally();
  readonly #ledger: Ledger;
  readonly #transactions = new Map<number, Transaction>();
  readonly #changes = new Map<number, Change>();
  readonly #begun = new Map<number, readonly Begun[]>();
  readonly #lines = new Map<number | 'all', string[]>();
  #names = 0;
  #order = 0;

  constructor(rows: number) {
    this.#ledger = new Ledger(rows);
  }

  /** The number of a version; the story tells who read it. */
  read(by: string, row: number, transaction: number | undefined): number {
    const { id } = this.#ledger.read(row, this.#find(transaction));
    this.#tell([row], `the body of a call in ${by} reads version ${id} of row ${row}`);
    return id;
  }

  /** Rows and versions in pairs, of those of the rows that are there; the story tells who read them. */
  list(by: string, rows: readonly number[], transaction: number | undefined): readonly number[] {
    const known = this.#find(transaction);
    const versions = rows.map((row) => this.#ledger.read(row, known)).filter((version) => !isGone(version));
    const pairs = versions.flatMap(({ row, id }) => [row, id]);
    this.#tell(rows, `the body of a call in ${by} lists ${JSON.stringify(pairs)}`);
    return pairs;
  }

  change(by: string, { row, becomes, covers, how }: RowChange): number {
    const { id } = this.#ledger.change(row, this.#isGone(row, becomes, undefined));
    this.tally.changes++;
    const change = this.#cover(covers, how);
    this.#tell(
      [row],
      `${by} changes row ${row} to version ${id} (${becomes}), and then invalidates: ${how} (#${change})`,
    );
    return change;
  }

  open(by: string): number {
    this.#names++;
    this.#transactions.set(this.#names, {
      name: `transaction ${this.#names} of ${by}`,
      writes: new Map(),
      state: 'open',
    });
    return this.#names;
  }

  write(transaction: number, row: number, becomes: Becomes): void {
    const known = this.#known(transaction);
    const { id } = this.#ledger.changeWithin(known, row, this.#isGone(row, becomes, known));
    this.#tell([row], `${known.name} writes version ${id} of row ${row} (${becomes})`);
  }

  commit(transaction: number, covers: Covers): number {
    const known = this.#known(transaction);
    this.#ledger.commit(known);
    this.tally.commits++;
    const change = this.#cover(covers, known.name);
    this.#tell(covers.rows, `${known.name} commits, and then invalidates (#${change})`);
    return change;
  }

  rollBack(transaction: number): void {
    const known = this.#known(transaction);
    this.#ledger.rollBack(known);
    this.tally.rollBacks++;
    this.#tell([...known.writes.keys()], `${known.name} rolls back`);
  }

  acknowledge(by: string, change: number, seenBy: 'all' | 'own', isLate: boolean): void {
    const { coverage, name } = this.#changes.get(change) ?? fail(`no change #${change}`);
    this.#ledger.acknowledge(coverage, seenBy === 'all' ? undefined : by);
    if (seenBy === 'own') this.tally.failed++;
    else if (isLate) this.tally.late++;
    else this.tally.acknowledged++;
    const what = seenBy === 'own' ? 'failed and is pending' : isLate ? 'was written late' : 'is acknowledged';
    this.#tell([...coverage.versions.keys()], `${by}: the invalidation #${change} (${name}) ${what}`);
    if (seenBy === 'all') this.#changes.delete(change);
  }

  begin(by: string, asked: readonly Asked[], transaction: number | undefined): number {
    const known = this.#find(transaction);
    const own = new Map(known?.writes);
    this.#names++;
    const begun = asked.map((one) => {
      const floors = this.#ledger.floorsOf(one.key, one.rows, { process: by });
      const least = Array.from(floors, ([row, version]) => `row ${row} ≥ its version ${version}`).join(', ');
      const inside = known === undefined ? '' : ` inside ${known.name}`;
      this.#tell(one.rows, `${by} calls ${one.key}${inside} (call ${this.#names}), must see ${least}`);
      const without = this.#ledger.floorsOf(labelWithout(one.key), one.rows, { process: by });
      return { ...one, floors, without, transaction: known, own };
    });
    this.#begun.set(this.#names, begun);
    return this.#names;
  }

  /** Checks what calls gave; answers what is wrong. */
  gave(by: string, call: number, values: readonly (readonly number[] | string)[]): Violation | undefined {
    const begun = this.#begun.get(call) ?? fail(`no call ${call}`);
    this.#begun.delete(call);
    for (const [i, seen] of begun.entries()) {
      const value = values[i] ?? 'nothing';
      this.tally.reads++;
      this.#tell(seen.rows, `${by} gets ${seen.key} (call ${call}): ${JSON.stringify(value)}`);
      const problem = this.#check(seen, value);
      if (problem !== undefined) return { problem: `${by}: ${problem}`, story: this.storyOf(seen.rows) };
    }
    return undefined;
  }

  /** Something that happened to everybody. */
  note(text: string): void {
    this.#tell(['all'], text);
  }

  /** What is known of these rows, in order. */
  storyOf(rows: readonly number[]): readonly string[] {
    const lines = new Set([...rows, 'all' as const].flatMap((place) => this.#lines.get(place) ?? []));
    return [...lines].toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).slice(-KEPT);
  }

  #check(seen: Begun, value: readonly number[] | string): string | undefined {
    if (typeof value === 'string') return `${seen.key} failed: ${value}`;
    const shown = value.filter((_, i) => i % 2 === 0);
    const missing = seen.rows.filter((row) => !shown.includes(row));
    if ((missing.length > 0 && !seen.isPresent) || !shown.every((row) => seen.rows.includes(row)))
      return `${seen.key} gave ${JSON.stringify(value)}, a result of other arguments`;
    this.tally.missing += missing.length;
    const asMissing = { ...seen, floors: seen.without, value };
    const lacks = missing.map((row) => this.#ledger.checkNull(asMissing, row, isGone));
    return this.#ledger.check({ ...seen, value }) ?? lacks.find((problem) => problem !== undefined);
  }

  #isGone(row: number, becomes: Becomes, transaction: Transaction | undefined): boolean {
    return becomes === 'as before' ? isGone(this.#ledger.read(row, transaction)) : becomes === 'gone';
  }

  #cover({ rows, keys }: Covers, name: string): number {
    this.#names++;
    const versions = this.#ledger.present(rows);
    this.#changes.set(this.#names, { coverage: keys === undefined ? { versions } : { versions, keys }, name });
    return this.#names;
  }

  #find(transaction: number | undefined): Transaction | undefined {
    return transaction === undefined ? undefined : this.#known(transaction);
  }

  #known(transaction: number): Transaction {
    return this.#transactions.get(transaction) ?? fail(`no transaction ${transaction}`);
  }

  #tell(places: readonly (number | 'all')[], text: string): void {
    const line = `${++this.#order}  ${text}`;
    for (const place of new Set(places)) {
      const lines = this.#lines.get(place) ?? [];
      this.#lines.set(place, lines);
      lines.push(line);
      if (lines.length > 2 * KEPT) lines.splice(0, KEPT);
    }
  }
}

function isGone(version: Version): boolean {
  return version.isGone === true;
}

function fail(problem: string): never {
  throw new Error(`a process named what was not there: ${problem}`);
}
