import type { SlotStep } from '../../../../../runtime/src/store/redis/cluster/slot-step.ts';

/** What the names of one node hold. */
export type NodeData = Map<string, string>;

/** Parts of the scripts that can be left out, to see that each is needed. */
export type ScriptRule =
  | 'absentTakesFloor'
  | 'floorRaised'
  | 'floorOfOtherEpoch'
  | 'invalidationToken'
  | 'tokenCompared'
  | 'keyTokenCompared'
  | 'keyFloor'
  | 'newestStays'
  | 'refreshFloor'
  | 'refusedRefreshEnds'
  | 'marks';

interface Stamp {
  readonly epoch: string;
  readonly count: number;
}

/** A script as it runs: on one node's data, with that node's mark. */
class ScriptRun {
  readonly #data: NodeData;
  readonly #mark: string;
  readonly #off: ReadonlySet<ScriptRule>;

  constructor(data: NodeData, mark: string, off: ReadonlySet<ScriptRule>) {
    this.#data = data;
    this.#mark = mark;
    this.#off = off;
  }

  run({ script, keys, args }: SlotStep): unknown {
    const [first, second = ''] = keys;
    const words = args.map(String);
    switch (script.name) {
      case 'count-up':
        return this.#countUp(first, words);
      case 'admit-dependency':
        return this.#admit(first, second, words);
      case 'raise-dependency':
        return this.#raise(first, second, words);
      case 'settle-floor':
        return this.#settle(first, second, words);
      case 'put-entry':
        return this.#put(first, second, words);
      case 'bury-entry':
        return this.#bury(first, second, words);
      case 'settle-key-floor':
        return this.#settleKey(first, second, words);
      default:
        throw new Error(`no model of ${script.name}`);
    }
  }

  #countUp(name: string, [candidate = '', step]: readonly string[]): string {
    const { epoch, count } = this.#stampAt(name) ?? { epoch: candidate, count: 1 };
    this.#setStamp(name, { epoch, count: count + (step === '1' ? 1 : 0) });
    return this.#data.get(name) ?? '';
  }

  #admit(name: string, floorName: string, words: readonly string[]): unknown {
    const [epoch = '', digits, , token = ''] = words;
    const count = Number(digits);
    const known = this.#stampAt(name);
    if (known?.epoch === epoch) return known.count > count ? 0 : 1;
    if (this.#off.has('absentTakesFloor')) {
      this.#setStamp(name, { epoch, count });
      return 1;
    }
    const floor = this.#stampAt(floorName);
    if (floor?.epoch !== epoch) return token === '' ? 2 : this.#setToken(floorName, token);
    this.#setStamp(name, floor);
    return floor.count <= count ? 1 : 0;
  }

  #raise(name: string, floorName: string, words: readonly string[]): unknown {
    const [epoch = '', digits, token = ''] = words;
    const count = Number(digits);
    const floor = this.#stampAt(floorName);
    const isKept = floor === undefined ? this.#off.has('invalidationToken') : this.#off.has('floorOfOtherEpoch');
    if (floor?.epoch !== epoch && !isKept) {
      this.#data.delete(name);
      return this.#setToken(floorName, token);
    }
    const base = floor?.epoch === epoch ? floor.count : 0;
    if (this.#data.has(name)) {
      const known = this.#stampAt(name);
      const present = known?.epoch === epoch ? known.count : base;
      this.#setStamp(name, { epoch, count: this.#off.has('newestStays') ? count : Math.max(count, present) });
    }
    if (!this.#off.has('floorRaised')) this.#setStamp(floorName, { epoch, count: Math.max(count, base) });
    return 1;
  }

  #settle(floorName: string, name: string, [token = '', epoch = '', digits]: readonly string[]): number {
    if (!this.#hasToken(floorName, token) && !this.#off.has('tokenCompared')) return 0;
    this.#setStamp(floorName, { epoch, count: Number(digits) });
    if (name !== '') this.#setStamp(name, { epoch, count: Number(digits) });
    return 1;
  }

  #put(name: string, floorName: string, words: readonly string[]): unknown {
    const [epoch = '', digits, , refresh, admitted, token = '', text = ''] = words;
    const [count, raises] = [Number(digits), refresh === '1'];
    const found = this.#standing(name, epoch);
    let newest = found;
    if (found === undefined || raises) {
      const floor = this.#stampAt(floorName);
      if (floor?.epoch !== epoch) return token === '' ? 2 : this.#setToken(floorName, token);
      const raised = raises && !this.#off.has('refreshFloor') ? Math.max(floor.count, count) : floor.count;
      if (raises) this.#setStamp(floorName, { epoch, count: raised });
      newest = found ?? (this.#off.has('keyFloor') ? 0 : raised);
    }
    if (admitted === '1' && newest !== undefined && newest <= count) {
      this.#data.set(name, `${this.#mark} ${text}`);
      return 1;
    }
    const ends = raises && !this.#off.has('refusedRefreshEnds') && !(found !== undefined && found >= count);
    if (ends) this.#data.delete(name);
    return 0;
  }

  #bury(name: string, floorName: string, [epoch = '', digits, token = '']: readonly string[]): unknown {
    const count = Number(digits);
    const floor = this.#stampAt(floorName);
    if (floor?.epoch !== epoch) {
      this.#data.delete(name);
      return this.#setToken(floorName, token);
    }
    this.#setStamp(floorName, { epoch, count: Math.max(count, floor.count) });
    this.#endOlder(name, { epoch, count });
    return 1;
  }

  #settleKey(name: string, floorName: string, [token = '', epoch = '', digits, ends]: readonly string[]): number {
    if (!this.#hasToken(floorName, token) && !this.#off.has('keyTokenCompared')) return 0;
    const stamp = { epoch, count: Number(digits) };
    this.#setStamp(floorName, stamp);
    if (ends === '1') this.#endOlder(name, stamp);
    return 1;
  }

  #endOlder(name: string, { epoch, count }: Stamp): void {
    const found = this.#standing(name, epoch);
    if (!(found !== undefined && found >= count)) this.#data.delete(name);
  }

  #standing(name: string, wanted: string): number | undefined {
    const [, by, epoch, count] = /^(\w+) H1 ([\da-f]+) (\d+) /.exec(this.#data.get(name) ?? '') ?? [];
    return this.#isOurs(by) && epoch === wanted ? Number(count) : undefined;
  }

  #stampAt(name: string): Stamp | undefined {
    const [, epoch, count, by] = /^([\da-f]+):(\d+):(\w+)$/.exec(this.#data.get(name) ?? '') ?? [];
    return epoch !== undefined && this.#isOurs(by) ? { epoch, count: Number(count) } : undefined;
  }

  #setStamp(name: string, { epoch, count }: Stamp): void {
    this.#data.set(name, `${epoch}:${count}:${this.#mark}`);
  }

  #setToken(name: string, token: string): string {
    this.#data.set(name, `~${token}:${this.#mark}`);
    return token;
  }

  #hasToken(name: string, token: string): boolean {
    return this.#data.get(name) === `~${token}:${this.#mark}`;
  }

  #isOurs(by: string | undefined): boolean {
    return by === this.#mark || (by !== undefined && this.#off.has('marks'));
  }
}

/** Runs a model of the step's script. */
export function runModel(step: SlotStep, data: NodeData, mark: string, off: ReadonlySet<ScriptRule>): unknown {
  return new ScriptRun(data, mark, off).run(step);
}
