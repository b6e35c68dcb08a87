import { describe, expect, it } from 'vitest';
import { StampList } from '../../../../../runtime/src/store/redis/stamp-list.ts';

const own = new StampList(['*', 'f:f', 't:a']);

describe('what a list begins with', () => {
  it('is the list that all calls have, where it goes on from there', () => {
    expect(new StampList(['*', 'f:f', 't:a', 'e:u:1'], { own }).base).toBe(own);
    expect(new StampList(['*', 'f:f', 't:a'], { own }).base).toBe(own);
  });

  it.each([[['*', 'f:f']], [['*', 'f:f', 'e:u:1', 't:a']], [['*', 'f:g', 't:a', 'e:u:1']], [[]]])(
    'is nothing for %j',
    (list) => {
      expect(new StampList(list, { own }).base).toBeUndefined();
    },
  );

  it('is nothing that could be of no entry', () => {
    const none = new StampList(['f:f']);
    expect(new StampList(['f:f', '*'], { own: none }).base).toBeUndefined();
  });
});

it('holds another list whose names are all there, in any order, also where it was asked for others between', () => {
  const list = new StampList(['*', 'f:f', 'e:u:1', 't:a'], { own });
  const other = new StampList(['*', 'f:f', 't:b']);
  const asked = [own, other, new StampList(['e:u:1']), own, list, other];
  expect(asked.map((one) => list.holds(one))).toEqual([true, false, true, true, true, false]);
});
