import { expect, it } from 'vitest';
import type { ReadRequest, WriteRequest } from '../../../../../runtime/src/store/port.ts';
import { LateWrites } from '../../../../../runtime/src/store/redis/late-writes.ts';

const read = (key: string): ReadRequest => ({ key, dependencies: [] });

const write = (key: string): WriteRequest => ({
  key,
  value: 1,
  stamp: { epoch: 'e', count: 1 },
  dependencies: ['*'],
  ttl: 1000,
  owner: 'f:app:load',
});

/** Writes and reads that note in which order they are sent. */
function watchOrder() {
  const sent: string[] = [];
  const writes = new LateWrites(async (some) => {
    sent.push(`write ${some.map(({ key }) => key)}`);
    return some.map(() => 'stored');
  });
  const ask = (...keys: string[]): Promise<void> =>
    writes.sendBehind(keys.map(read), async () => void sent.push(`read ${keys}`));
  return { writes, sent, ask };
}

it('sends results behind the reads of the turn', async () => {
  const { writes, sent, ask } = watchOrder();
  const [first, second] = [writes.write([write('a'), write('b')]), writes.write([write('c'), write('d')])];
  await ask('e');
  const stored = ['stored', 'stored'];
  expect([await first, await second, sent]).toEqual([stored, stored, ['read e', 'write a,b', 'write c,d']]);
});

it('sends results before reads that ask for one of them', async () => {
  const { writes, sent, ask } = watchOrder();
  const stored = writes.write([write('a'), write('b')]);
  await ask('d', 'b');
  await ask('a');
  expect([await stored, sent]).toEqual([
    ['stored', 'stored'],
    ['write a,b', 'read d,b', 'read a'],
  ]);
});

it('sends results at the end of a turn without reads, and at once where something else is to be sent behind them', async () => {
  const { writes, sent } = watchOrder();
  await writes.write([write('a'), write('b')]);
  expect(sent).toEqual(['write a,b']);
  const stored = writes.write([write('c'), write('d')]);
  expect(sent).toEqual(['write a,b']);
  writes.send();
  writes.send();
  expect([await stored, sent]).toEqual([
    ['stored', 'stored'],
    ['write a,b', 'write c,d'],
  ]);
});

it('sends one result at once, behind those that wait', async () => {
  const { writes, sent } = watchOrder();
  const stored = [writes.write([write('a'), write('b')]), writes.write([write('a')])];
  expect(sent).toEqual(['write a,b', 'write a']);
  expect(await Promise.all(stored)).toEqual([['stored', 'stored'], ['stored']]);
});

it('fails for who wrote, and for nobody who comes later', async () => {
  let failures = 0;
  const writes = new LateWrites(async (some) => {
    if (failures++ === 0) throw new Error('lost');
    return some.map(() => 'stored');
  });
  await expect(writes.write([write('a'), write('b')])).rejects.toThrow('lost');
  expect(await writes.write([write('c'), write('d')])).toEqual(['stored', 'stored']);
});
