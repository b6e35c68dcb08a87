import { describe, expect, it } from 'vitest';
import { compileTags } from '../../../../runtime/src/key/compile-tags.ts';
import type { Template } from '../../../../runtime/src/spec.ts';
import { messageOf } from './message-of.ts';

const SPEC = { id: 'find', holes: ['id', 'team', 'tagsOf()'] };

function tagsOf(tags: readonly Template[], values: readonly unknown[]): readonly string[] {
  return compileTags({ ...SPEC, tags })(values);
}

describe('the tags of a call', () => {
  it.each([
    [['all'], [], 'all'],
    [['team:', 1], [42, 'a b:{c}"é'], 'team:a b:{c}"é'],
    [['team:', 1, '/', 0], [42, 7n], 'team:7/42'],
    [[0, 1], ['1', 1], '11'],
    [[0, ',', 1], [true, null], 'true,null'],
    [[0, ',', 1], [undefined, -0], 'undefined,0'],
    [[0, ',', 1], [new Date(0), new Date(Number.NaN)], '1970-01-01T00:00:00.000Z,Invalid Date'],
  ])('of %o with the values %o are the text that a person would write: %s', (template, values, tag) => {
    expect(tagsOf([template], values)).toEqual([tag]);
  });

  it('come from all templates, in their order', () => {
    expect(tagsOf([['a:', 0], ['b'], ['./c:', 1]], [1, 2])).toEqual(['a:1', 'b', './c:2']);
    expect(compileTags(SPEC)([])).toEqual([]);
  });

  it('are what a function gave: one or a list, beside those of templates', () => {
    const tags: Template[] = [['id:', 0], [2]];
    expect(tagsOf(tags, [1, 0, 'team:7'])).toEqual(['id:1', 'team:7']);
    expect(tagsOf(tags, [1, 0, ['team:7', './own']])).toEqual(['id:1', 'team:7', './own']);
    expect(tagsOf(tags, [1, 0, []])).toEqual(['id:1']);
  });

  it.each([
    [7, 'number'],
    [undefined, 'undefined'],
    [null, 'object'],
    [['a', { b: 1 }], 'object'],
    [Promise.resolve('a'), 'object'],
  ])('are refused where a function gave %o', (given, what) => {
    expect(messageOf(() => tagsOf([[2]], [1, 0, given]))).toBe(
      `HF3001 unkeyable-argument: find: tagsOf() gave a value of type ${what}, so it cannot be part of a tag. Give a text or a list of texts.`,
    );
  });

  it.each([
    [[1], 'an array and has no text of its own'],
    [{ id: 1 }, 'an object and has no text of its own'],
    [new URL('http://a/'), 'an object and has no text of its own'],
    [() => 1, 'a function'],
    [Symbol('s'), 'a symbol'],
  ])('of the value %o are refused', (value, reason) => {
    expect(messageOf(() => tagsOf([['team:', 1]], [1, value]))).toBe(
      `HF3001 unkeyable-argument: find: team is ${reason}, so it cannot be part of a tag. Name a field of it in a @tag template, such as {team.id}.`,
    );
  });

  it('with a hole that does not exist are refused before the first call', () => {
    expect(messageOf(() => compileTags({ ...SPEC, tags: [['team:', 3]] }))).toBe(
      'HF2001 configuration: find: the template ["team:",3] is none that the build makes. Install versions of holdfast and @holdfast/transformer that belong together, and build again.',
    );
  });
});
