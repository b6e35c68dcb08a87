import { expect, it, onTestFinished, vi } from 'vitest';
import { entryIn, isForeign, stampIn } from '../../../../../runtime/src/store/redis/cluster/cells.ts';
import { ClusterCounter } from '../../../../../runtime/src/store/redis/cluster/cluster-counter.ts';
import { runModel } from './script-models.ts';

const HOUR = 3_600_000;

it('is written again once an hour where it is only read, and else not', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const data = new Map<string, string>();
  let writes = 0;
  const counter = new ClusterCounter(
    {
      run: async (step) => {
        writes++;
        return { value: runModel(step, data, 'm1', new Set()), mark: 'm1' };
      },
      get: async (name) => ({ value: data.get(name) ?? null, mark: 'm1' }),
    },
    'stamp',
  );
  const first = await counter.present();
  expect([await counter.present(), writes]).toEqual([first, 1]);
  vi.advanceTimersByTime(HOUR);
  expect([await counter.present(), writes]).toEqual([first, 2]);
  expect([await counter.present(), writes]).toEqual([first, 2]);
  expect([await counter.next(), writes]).toEqual([{ ...first, count: first.count + 1 }, 3]);
});

it('is no stamp of another history, and nothing else that a node may answer', async () => {
  const answer = { value: 'aaaa:7:m2', mark: 'm1' };
  const counter = new ClusterCounter({ run: async () => answer, get: async () => answer }, 'stamp');
  await expect(counter.next()).rejects.toThrow('Redis answered aaaa:7:m2 where a stamp was expected.');
  expect([stampIn(answer), stampIn({ ...answer, mark: 'm2' })]).toEqual([undefined, { epoch: 'aaaa', count: 7 }]);
  expect([null, 'aaaa:7:m2', '~aa:m1', 'x', 5].map((value) => isForeign({ value, mark: 'm1' }))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});

it('stands beside entries, which are absent by another history, and malformed where they are cut off', () => {
  const entry = 'm1 H1 aaaa 3 data -\n*\n\n1';
  const cells = [
    null,
    entry,
    entry.replace('m1', 'm2'),
    'garbage',
    'm1 H1 aaaa 3',
    'm1 H1 aaaa 1234567890123456 data -\n*\n\n1',
  ];
  expect(cells.map((value) => entryIn({ value, mark: 'm1' }))).toEqual([
    'absent',
    {
      stamp: { epoch: 'aaaa', count: 3 },
      list: '*',
      sealed: { codec: 'data', payload: '1' },
      owner: undefined,
    },
    'absent',
    'malformed',
    'malformed',
    'malformed',
  ]);
});
