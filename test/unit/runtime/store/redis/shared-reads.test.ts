import { expect, it } from 'vitest';
import type { Reading, ReadRequest } from '../../../../../runtime/src/store/port.ts';
import { SharedReads } from '../../../../../runtime/src/store/redis/shared-reads.ts';

const request = (key: string): ReadRequest => ({ key, dependencies: [] });

/** A reading that tells which request it is the answer to. */
function readingOf({ key }: ReadRequest): Reading {
  return { reason: 'absent', stamp: { epoch: key, count: 1 } };
}

/** Reads that note what was sent together. */
function watchReads(): { readonly reads: SharedReads; readonly sent: (readonly string[])[] } {
  const sent: (readonly string[])[] = [];
  const reads = new SharedReads(async (requests) => {
    sent.push(requests.map(({ key }) => key));
    return requests.map(readingOf);
  });
  return { reads, sent };
}

it('sends what is asked in one turn together, and gives all who ask one promise and each a place', async () => {
  const { reads, sent } = watchReads();
  const [first, several, second] = [
    reads.share(request('a')),
    reads.read([request('b'), request('c')]),
    reads.share(request('d')),
  ];
  expect([first.readings === second.readings, first.place, second.place]).toEqual([true, 0, 3]);
  expect((await second.readings)[second.place]).toEqual(readingOf(request('d')));
  expect(await several).toEqual(['b', 'c'].map((key) => readingOf(request(key))));
  expect([await reads.read([request('e')]), await reads.read([])]).toEqual([[readingOf(request('e'))], []]);
  expect(sent).toEqual([['a', 'b', 'c', 'd'], ['e']]);
});

it('sends at once what waits where something else is to be sent behind it, and takes no more into it', async () => {
  const { reads, sent } = watchReads();
  const before = reads.share(request('a'));
  reads.send();
  const after = reads.share(request('b'));
  expect([sent, before.readings === after.readings, after.place]).toEqual([[['a']], false, 0]);
  await after.readings;
  reads.send();
  expect(sent).toEqual([['a'], ['b']]);
});

it('fails for all who asked, and for nobody who comes later', async () => {
  let failures = 0;
  const reads = new SharedReads(async (requests) => {
    if (failures++ === 0) throw new Error('lost');
    return requests.map(readingOf);
  });
  const { readings } = reads.share(request('a'));
  const outcomes = await Promise.allSettled([readings, reads.read([request('b')])]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await reads.read([request('c')])).toEqual([readingOf(request('c'))]);
});

it('sends what has become long before the turn ends', async () => {
  const { reads, sent } = watchReads();
  const keys = Array.from({ length: 130 }, (_, i) => `key ${i}`);
  const shared = keys.map((key) => reads.share(request(key)));
  expect(sent).toEqual([keys.slice(0, 128)]);
  const found = await Promise.all(shared.map(async ({ readings, place }) => (await readings)[place]));
  expect(found).toEqual(keys.map((key) => readingOf(request(key))));
  expect(sent).toEqual([keys.slice(0, 128), keys.slice(128)]);
});
