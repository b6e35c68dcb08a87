import { describe, expect, it } from 'vitest';
import { sumProfile } from '../../../bench/src/profile/sum-profile.ts';

describe('sumProfile', () => {
  it('adds up a function wherever it was called, most first, and leaves out what is hardly seen', () => {
    const node = (functionName: string, url: string, hitCount?: number) => ({
      hitCount,
      callFrame: { functionName, url },
    });
    expect(
      sumProfile([
        node('(idle)', '', 60),
        node('hit', 'file:///repo/runtime/dist/esm/shared-A1.js', 50),
        node('', 'file:///repo/bench/dist/race/lane.js', 9),
        node('hit', 'file:///repo/runtime/dist/esm/shared-A1.js', 60),
        node('get', 'file:///repo/bench/node_modules/@keyv/redis/dist/index.js', 20),
        node('once', 'node:events', 1),
        node('never', 'node:events'),
      ]),
    ).toEqual([
      { place: 'hit of holdfast', share: 0.55 },
      { place: '(idle)', share: 0.3 },
      { place: 'get of @keyv/redis', share: 0.1 },
      { place: '(anonymous) lane.js', share: 0.045 },
    ]);
  });
});
