import { describe, expect, it } from 'vitest';
import { OwnerBounds } from '../../../../../runtime/src/store/keyv/owner-bounds.ts';

describe('the entries of functions with a maxSize', () => {
  it('give way where there are too many, the least recently used first', () => {
    const bounds = new OwnerBounds();
    expect([bounds.add('a', 'f', 2), bounds.add('b', 'f', 2)]).toEqual([[], []]);
    bounds.touch('a');
    bounds.touch('unknown');
    expect([bounds.add('c', 'f', 2), bounds.add('c', 'f', 2), bounds.count('f')]).toEqual([['b'], [], 2]);
    expect([bounds.add('d', 'f', 1), bounds.count('f')]).toEqual([['a', 'c'], 1]);
  });

  it('are counted for each function apart, and not known of others', () => {
    const bounds = new OwnerBounds();
    bounds.add('a', 'f', 2);
    bounds.add('b', 'g', 2);
    bounds.remove('b');
    bounds.remove('unknown');
    expect([bounds.count('f'), bounds.count('g'), bounds.count('h')]).toEqual([1, 0, undefined]);
  });

  it('belong to the function that stored them last', () => {
    const bounds = new OwnerBounds();
    bounds.add('a', 'f', 2);
    bounds.add('a', 'g', 2);
    expect([bounds.count('f'), bounds.count('g')]).toEqual([0, 1]);
  });

  it('are forgotten with their function, or with everything', () => {
    const bounds = new OwnerBounds();
    for (const owner of ['f', 'g']) bounds.add(owner, owner, 2);
    bounds.forget(['f', 't:a']);
    expect([bounds.count('f'), bounds.count('g')]).toEqual([0, 1]);
    bounds.forget(['*']);
    expect([bounds.count('f'), bounds.count('g')]).toEqual([0, 0]);
  });
});
