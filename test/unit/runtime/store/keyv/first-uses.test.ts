import { expect, it } from 'vitest';
import { FirstUses } from '../../../../../runtime/src/store/keyv/first-uses.ts';
import type { Mark } from '../../../../../runtime/src/store/keyv/mark.ts';
import { settled } from './held-rows.ts';

interface Write {
  readonly places: readonly string[];
  /** It comes to the store. */
  readonly succeed: () => void;
  readonly fail: (error: Error) => void;
}

/** First uses whose writes wait until they are told what becomes of them. */
function makeFirstUses(): { readonly uses: FirstUses; readonly writes: Write[] } {
  const writes: Write[] = [];
  const uses = new FirstUses((places) => {
    const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, Mark>>();
    const number = writes.length;
    const marks = new Map(places.map((place, at) => [place, { token: `${number}.${at}`, at: number }]));
    writes.push({ places, succeed: () => resolve(marks), fail: reject });
    return promise;
  });
  return { uses, writes };
}

function tokensOf(marks: ReadonlyMap<string, Mark>): readonly (readonly [place: string, token: string])[] {
  return Array.from(marks, ([place, { token }]) => [place, token]);
}

it('share one mark where they are concurrent, and write only what nobody writes yet', async () => {
  const { uses, writes } = makeFirstUses();
  const one = uses.write(['a', 'b'], uses.beginRead());
  const other = uses.write(['b', 'c'], uses.beginRead());
  expect(writes.map(({ places }) => places)).toEqual([['a', 'b'], ['c']]);
  for (const { succeed } of writes) succeed();
  expect([tokensOf(await one), tokensOf(await other)]).toEqual([
    [
      ['a', '0.0'],
      ['b', '0.1'],
    ],
    [
      ['b', '0.1'],
      ['c', '1.0'],
    ],
  ]);
});

it('give their mark to a read that was sent before it came, and another to a read that was sent after', async () => {
  const { uses, writes } = makeFirstUses();
  const early = uses.beginRead();
  const first = uses.write(['a'], uses.beginRead());
  writes[0]?.succeed();
  await first;
  expect(tokensOf(await uses.write(['a'], early))).toEqual([['a', '0.0']]);
  const again = uses.write(['a'], uses.beginRead());
  writes[1]?.succeed();
  expect(tokensOf(await again)).toEqual([['a', '1.0']]);
});

it('begin anew after a failure, which reaches all who waited', async () => {
  const { uses, writes } = makeFirstUses();
  const waiting = [uses.write(['a'], uses.beginRead()), uses.write(['a'], uses.beginRead())];
  writes[0]?.fail(new Error('connection lost'));
  for (const one of waiting) await expect(one).rejects.toThrow('connection lost');
  const again = uses.write(['a'], uses.beginRead());
  writes[1]?.succeed();
  expect(tokensOf(await again)).toEqual([['a', '1.0']]);
});

it('are forgotten from the oldest on, but never while they are under way', async () => {
  const { uses, writes } = makeFirstUses();
  const early = uses.beginRead();
  const held = uses.write(['held'], early);
  const many = Array.from({ length: 1_001 }, (_, i) => `many ${i}`);
  const written = uses.write(many, early);
  writes[1]?.succeed();
  await written;
  await settled();
  // `held` is still shared; of the others the two oldest were forgotten, so that a thousand are left.
  const later = uses.write(['held', 'many 0', 'many 1', 'many 2'], early);
  expect(writes.map(({ places }) => places).slice(2)).toEqual([['many 0', 'many 1']]);
  for (const { succeed } of writes) succeed();
  expect([tokensOf(await held), tokensOf(await later)]).toEqual([
    [['held', '0.0']],
    [
      ['held', '0.0'],
      ['many 2', '1.2'],
      ['many 0', '2.0'],
      ['many 1', '2.1'],
    ],
  ]);
});
