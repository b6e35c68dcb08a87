import { describe, expect, it } from 'vitest';
import { compileKey, compileTag, type KeyedSpec } from '../../../../runtime/src/key/compile-template.ts';
import type { Template } from '../../../../runtime/src/spec.ts';
import { messageOf } from './message-of.ts';

const LOCATION = { prefix: 'hf', namespace: 'app' };

function argumentsOf(id: string, ...holes: readonly string[]): KeyedSpec {
  return { id, holes, key: { form: 'arguments', holes: holes.length } };
}

function templateOf(template: Template, ...holes: readonly string[]): KeyedSpec {
  return { id: 'find', holes, key: { form: 'template', holes: holes.length, template } };
}

describe('a key of arguments', () => {
  it.each([
    [argumentsOf('findUser', 'id', 'teamId'), [42, 1], 'hf:app:findUser(id=42,teamId=1)'],
    [argumentsOf('findUser', 'id', 'teamId'), [undefined, 1], 'hf:app:findUser(teamId=1)'],
    [argumentsOf('findUser', 'id', 'teamId'), [42, undefined], 'hf:app:findUser(id=42)'],
    [argumentsOf('findUser', 'id', 'teamId'), [undefined, undefined], 'hf:app:findUser()'],
    [argumentsOf('findUser', 'id', 'teamId'), [0, ''], 'hf:app:findUser(id=0,teamId="")'],
    [argumentsOf('findUser', 'id', 'teamId'), [null, false], 'hf:app:findUser(id=null,teamId=false)'],
    [argumentsOf('all'), [], 'hf:app:all()'],
    [argumentsOf('UserRepo.find', '$id', 'größe'), [1, 2], 'hf:app:UserRepo.find(%24id=1,gr%C3%B6%C3%9Fe=2)'],
    [argumentsOf('a b:c(d)', 'x'), [1], 'hf:app:a%20b%3Ac%28d%29(x=1)'],
  ])('of %o with the values %o is %s', (spec, values, key) => {
    expect(compileKey(spec, LOCATION)(values)).toBe(key);
  });

  it('leaves out values behind its holes, which are for tags', () => {
    const spec: KeyedSpec = { id: 'find', holes: ['id', 'teamId'], key: { form: 'arguments', holes: 1 } };
    expect(compileKey(spec, LOCATION)([42, () => 'not a key'])).toBe('hf:app:find(id=42)');
  });

  it('has prefix and namespace in front, with their separators escaped', () => {
    const location = { prefix: 'a:b{c}', namespace: '@shop/käse@2' };
    expect(compileKey(argumentsOf('all'), location)([])).toBe('a%3Ab%7Bc%7D:@shop/k%C3%A4se@2:all()');
  });
});

describe('a key of a template', () => {
  it.each([
    [templateOf(['user:', 0, ':', 1], 'id', 'lang'), [42, 'en'], 'hf:app:user:42:en'],
    [templateOf(['user:', 0, ':', 1], 'id', 'lang'), ['42', undefined], 'hf:app:user:"42":undefined'],
    [templateOf([0, '-', 1], 'year', 'month'), [-1, 'a-b'], 'hf:app:%2D1-a-b'],
    [templateOf([0, ' of ', 1], 'part', 'whole'), ['a b', 'c d'], 'hf:app:a%u0020b%20of%20c%20d'],
    [templateOf(['', 0, '', 'x', 'y', 0], 'id'), ['xy'], 'hf:app:%78yxyxy'],
    [templateOf(['config']), [], 'hf:app:config'],
    [templateOf([]), [], 'hf:app:'],
    [templateOf(['100%#"{}é ~(=,)[@]']), [], 'hf:app:100%25%23%22%7B%7D%C3%A9%20~(=,)[@]'],
  ])('of %o with the values %o is %s', (spec, values, key) => {
    expect(compileKey(spec, LOCATION)(values)).toBe(key);
  });

  it.each([
    [
      templateOf(['user:', 0, 1], 'id', 'lang'),
      'find: {id} and {lang} have nothing between them in the @key template, so different calls could share a key. Separate them: {id}:{lang}.',
    ],
    [
      templateOf([0, '', 0], 'id'),
      'find: {id} and {id} have nothing between them in the @key template, so different calls could share a key. Separate them: {id}:{id}.',
    ],
    [templateOf(['user:', 1], 'id'), 'find: the @key template has no value 1 of 1.'],
    [templateOf(['user\ud800']), 'find: the text of the @key template has a lone surrogate.'],
  ])('of %o is refused before the first call', (spec, message) => {
    expect(messageOf(() => compileKey(spec, LOCATION))).toBe(`HF2001 configuration: ${message}`);
  });
});

describe('a tag', () => {
  const spec = { id: 'find', holes: ['id', 'team'] };

  it.each([
    [['all'], [], 'all'],
    [['team:', 1], [42, 'a b:{c}"é'], 'team:a b:{c}"é'],
    [['team:', 1, '/', 0], [42, 7n], 'team:7/42'],
    [[0, 1], ['1', 1], '11'],
    [[0, ',', 1], [true, null], 'true,null'],
    [[0, ',', 1], [undefined, -0], 'undefined,0'],
    [[0, ',', 1], [new Date(0), new Date(Number.NaN)], '1970-01-01T00:00:00.000Z,Invalid Date'],
  ])('of %o with the values %o is the text that a person would write: %s', (template, values, tag) => {
    expect(compileTag(template, spec)(values)).toBe(tag);
  });

  it.each([
    [[1], 'an array and has no text of its own'],
    [{ id: 1 }, 'an object and has no text of its own'],
    [new URL('http://a/'), 'an object and has no text of its own'],
    [() => 1, 'a function'],
    [Symbol('s'), 'a symbol'],
  ])('of the value %o is refused', (value, reason) => {
    const message = `HF3001 unkeyable-argument: find: team is ${reason}, so it cannot be part of a tag. Name a field of it in the @tag template instead of {team}, such as {team.id}.`;
    expect(messageOf(() => compileTag(['team:', 1], spec)([1, value]))).toBe(message);
  });

  it('with a hole that does not exist is refused before the first call', () => {
    const message = 'HF2001 configuration: find: the @tag template has no value 2 of 2.';
    expect(messageOf(() => compileTag(['team:', 2], spec))).toBe(message);
  });
});
