import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { expect, onTestFinished } from 'vitest';
import { RedisConnection } from '../../../../../runtime/src/store/redis/redis-connection.ts';
import { answered, RedisCounter } from '../../../../../runtime/src/store/redis/redis-counter.ts';
import { it } from '../../../../servers/redis-cases.ts';
import { useRedis } from './use-redis.ts';

const redis = useRedis();

it('is what a script answered, and nothing else', () => {
  expect(answered('aaaa:7:home')).toEqual({ epoch: 'aaaa', count: 7, history: 'home' });
  expect(() => answered('garbage')).toThrow('Redis answered garbage where a stamp was expected.');
  expect(() => answered(null)).toThrow('Redis answered null where a stamp was expected.');
  expect(() => answered(5)).toThrow('Redis answered 5 where a stamp was expected.');
});

it('is written by nobody in particular where the server hides its history', async () => {
  const user = `u${randomUUID().slice(0, 8)}`;
  await redis.behind().call('ACL', 'SETUSER', user, 'on', '>secret', '~*', '+@all', '-info');
  const client = new Redis(`redis://${user}:secret@127.0.0.1:${redis.server().port}`, {
    lazyConnect: true,
    enableReadyCheck: false,
  });
  const connection = new RedisConnection(client, false);
  onTestFinished(() => connection.close());
  await connection.open();
  const counter = new RedisCounter(connection, `${user}/stamp`);
  const begun = await counter.begin(connection.session());
  const written = await redis.behind().get(`${user}/stamp`);
  expect([connection.isKnown, begun.count, begun.history, written]).toEqual([
    false,
    1,
    'hidden',
    `${begun.epoch}:1:hidden`,
  ]);
  expect(counter.accept(connection.session(), written)).toEqual(begun);
});

it('says so where it is lost as often as it is made', async () => {
  const client = new Redis(redis.server().url, { lazyConnect: true });
  const connection = new RedisConnection(client, false);
  onTestFinished(() => connection.close());
  await connection.open();
  const name = `${randomUUID()}/stamp`;
  const script = { name: 'nothing', text: 'return false' };
  const running = new RedisCounter(connection, name).run(connection.session(), { script, keys: [], args: [] });
  await expect(running).rejects.toThrow(`the counter ${name} is lost as often as it is made.`);
});
