import { expect, it } from 'vitest';
import { AskedStamps } from '../../../../../runtime/src/store/redis/asked-stamps.ts';
import { Batch } from '../../../../../runtime/src/store/redis/batch.ts';
import { RedisNames } from '../../../../../runtime/src/store/redis/redis-names.ts';
import { StampList } from '../../../../../runtime/src/store/redis/stamp-list.ts';

const EPOCH = 'aaaa';
const names = new RedisNames('hf');

interface Asking {
  readonly batch: Batch;
  readonly stamps: AskedStamps;
  readonly asked: string[][];
}

/** A batch over stamps with these counts; a dependency without one has none. */
function ask(counts: Readonly<Record<string, number>>): Asking {
  const texts = new Map(Object.entries(counts).map(([name, count]) => [names.dependency(name), `${EPOCH}:${count}`]));
  const asked: string[][] = [];
  const batch = new Batch(names, async (wanted) => {
    asked.push(wanted);
    return wanted.map((name) => texts.get(name) ?? null);
  });
  return { batch, stamps: new AskedStamps(batch, names), asked };
}

it('asks for each stamp once, whichever lists have it, and finds the newest of each list', async () => {
  const { batch, stamps, asked } = ask({ '*': 1, 't:a': 7, 't:b': 3 });
  const lists = [['*', 't:a'], ['*', 't:b'], ['*'], ['*', 't:none']].map((list) => new StampList(list));
  const starts = lists.map((list) => stamps.want(list));
  await batch.fetch();
  const newest = lists.map((list, i) => stamps.newest(list, starts[i] ?? -1, EPOCH));
  expect(newest).toEqual([7, 3, 1, 'absent']);
  expect(asked).toEqual([['*', 't:a', 't:b', 't:none'].map((name) => names.dependency(name))]);
});

it('asks for a stamp in each batch, also where two are under way', async () => {
  const list = new StampList(['*', 't:a']);
  const [first, second] = [ask({ '*': 1, 't:a': 2 }), ask({ '*': 1, 't:a': 5 })];
  // In the second batch something else comes before.
  second.batch.want('other');
  const starts = [first.stamps.want(list), second.stamps.want(list)];
  await Promise.all([first.batch.fetch(), second.batch.fetch()]);
  expect([first, second].map(({ stamps }, i) => stamps.newest(list, starts[i] ?? -1, EPOCH))).toEqual([2, 5]);
});

it('takes a list without * for none of ours, and asks for nothing of it', async () => {
  const { batch, stamps, asked } = ask({ 't:a': 1, '*': 1 });
  const [none, good] = [new StampList(['t:a']), new StampList(['*', 't:a'])];
  const starts = [stamps.want(none), stamps.want(good)] as const;
  await batch.fetch();
  expect([stamps.newest(none, starts[0], EPOCH), stamps.newest(good, starts[1], EPOCH)]).toEqual(['garbage', 1]);
  expect(asked).toEqual([[names.dependency('*'), names.dependency('t:a')]]);
});

it('reads what lists begin with once, and what each has besides for itself', async () => {
  const { batch, stamps, asked } = ask({ '*': 1, 'f:f': 6, 'e:a:1': 2, 'e:a:2': 9 });
  const own = new StampList(['*', 'f:f']);
  const besides = [['e:a:1'], ['e:a:2'], ['e:a:none'], []];
  const lists = besides.map((names) => new StampList([...own.list, ...names], { own }));
  const starts = lists.map((list) => stamps.want(list));
  const ownStart = stamps.want(own);
  await batch.fetch();
  const newest = lists.map((list, i) => stamps.newest(list, starts[i] ?? -1, EPOCH));
  expect(newest).toEqual([6, 9, 'absent', 6]);
  expect(stamps.newest(own, ownStart, EPOCH)).toBe(6);
  expect(asked).toEqual([['*', 'f:f', 'e:a:1', 'e:a:2', 'e:a:none'].map((name) => names.dependency(name))]);
});

it('takes no list for good where what it begins with is not', async () => {
  const { batch, stamps } = ask({ '*': 1, 'e:a:1': 2 });
  const own = new StampList(['*', 'f:lost']);
  const list = new StampList([...own.list, 'e:a:1'], { own });
  const start = stamps.want(list);
  await batch.fetch();
  expect(stamps.newest(list, start, EPOCH)).toBe('absent');
});
