import { expect, it } from 'vitest';
import * as options from '../../../../../runtime/src/store/redis/read-options.ts';

it.each([[''], [null], [7], [new Map()], [undefined]])('%j is no way to reach a server', (target) => {
  expect(() => options.readTarget(target)).toThrow(/^HF2001 configuration: redisStore\(\) takes a URL such as/);
});

it('a URL and plain options are taken as they are', () => {
  const given = { host: 'localhost', port: 6379 };
  expect([options.readTarget('redis://localhost'), options.readTarget(given)]).toEqual(['redis://localhost', given]);
});
