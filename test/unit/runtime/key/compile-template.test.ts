import { describe, expect, it } from 'vitest';
import { compileKey, type KeyContext, type KeyedSpec } from '../../../../runtime/src/key/compile-template.ts';
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
    [templateOf(['a|b:', 0, '|c'], 'id'), ['x|y'], 'hf:app:a%7Cb:x%u007Cy%7Cc'],
  ])('of %o with the values %o is %s', (spec, values, key) => {
    expect(compileKey(spec, LOCATION)(values)).toBe(key);
  });

  it.each([
    [templateOf(['user:', 0, 1], 'id', 'lang'), '["user:",0,1]'],
    [templateOf([0, '', 0], 'id'), '[0,"",0]'],
    [templateOf(['user:', 1], 'id'), '["user:",1]'],
    [templateOf(['user\ud800']), '["user\\ud800"]'],
  ])('of %o, which the build refuses, is refused before the first call', (spec, template) => {
    expect(messageOf(() => compileKey(spec, LOCATION))).toBe(
      `HF2001 configuration: find: the template ${template} is none that the build makes. Install versions of holdfast and @holdfast/transformer that belong together, and build again.`,
    );
  });
});

describe('a key that varies', () => {
  const byTenant: KeyedSpec = {
    id: 'find',
    holes: ['id', 'tenantOf()', 'teamId'],
    key: { form: 'arguments', holes: 2 },
    vary: 1,
  };
  const template: KeyedSpec = { ...byTenant, key: { form: 'template', holes: 2, template: ['user:', 0] } };

  it.each([
    [byTenant, undefined, [1, 'eu', 7], 'hf:app:find(id=1)|eu'],
    [byTenant, undefined, [undefined, { tenant: 'eu', lang: 'de' }], 'hf:app:find()|(lang=de,tenant=eu)'],
    [byTenant, undefined, [1, undefined], 'hf:app:find(id=1)|undefined'],
    [byTenant, () => 'de', [1, 'eu'], 'hf:app:find(id=1)|de|eu'],
    [byTenant, () => undefined, [1, 'eu'], 'hf:app:find(id=1)|eu'],
    [template, () => 'a|b', ['x|y', ''], 'hf:app:user:x%7Cy|a%7Cb|""'],
    [argumentsOf('find', 'id'), () => 5, [1], 'hf:app:find(id=1)|5'],
    [argumentsOf('find', 'id'), () => null, [1], 'hf:app:find(id=1)|null'],
    [argumentsOf('find', 'id'), () => undefined, [1], 'hf:app:find(id=1)'],
  ] satisfies [KeyedSpec, KeyContext['vary'], unknown[], string][])(
    'of %o, all by %o, with %o',
    (spec, vary, values, key) => {
      expect(compileKey(spec, { ...LOCATION, vary })(values)).toBe(key);
    },
  );

  it('names the function that gave what cannot be part of a key', () => {
    const own = compileKey(byTenant, LOCATION);
    const all = compileKey(argumentsOf('find'), { ...LOCATION, vary: () => Symbol('s') });
    const fix = 'so it cannot be part of a key. Give a text, a number or a flat object of these.';
    expect([messageOf(() => own([1, Promise.resolve('eu')])), messageOf(() => all([]))]).toEqual([
      `HF3001 unkeyable-argument: find: tenantOf() is a promise (await it before the call), ${fix}`,
      `HF3001 unkeyable-argument: find: configure({ vary }) is a symbol, ${fix}`,
    ]);
  });

  it('is cut at 250 bytes with what it varies by', () => {
    const keys = ['eu', 'us'].map((tenant) => compileKey(byTenant, LOCATION)(['x'.repeat(300), tenant]));
    expect(keys.map((key) => [key.length, key.slice(0, 20)])).toEqual([
      [250, 'hf:app:find(id=xxxxx'],
      [250, 'hf:app:find(id=xxxxx'],
    ]);
    expect(new Set(keys).size).toBe(2);
  });
});

describe('a key in which the order of a list does not count', () => {
  const spec: KeyedSpec = { ...argumentsOf('find', 'ids', 'other'), unordered: [0] };

  it.each([
    [[3, 1, 2], 'find(ids=[1,2,3])'],
    [new Set([3, 1, 2]), 'find(ids=[1,2,3])'],
    [[2, 1, 2], 'find(ids=[1,2,2])'],
    [[10, 9, '9'], 'find(ids=["9",10,9])'],
    [
      [
        [2, 1],
        [1, 2],
      ],
      'find(ids=[[1,2],[2,1]])',
    ],
    [[], 'find(ids=[])'],
    ['ba', 'find(ids=ba)'],
    [{ ids: [2, 1] }, 'find(ids=(ids=[2,1]))'],
  ])('prints %o as one list: %s', (ids, printed) => {
    expect(compileKey(spec, LOCATION)([ids])).toBe(`hf:app:${printed}`);
  });

  it('keeps the order of the other lists, in templates too', () => {
    const template: KeyedSpec = { ...spec, key: { form: 'template', holes: 2, template: [0, '-', 1] } };
    const values = [
      [2, 1],
      [2, 1],
    ];
    expect([compileKey(spec, LOCATION)(values), compileKey(template, LOCATION)(values)]).toEqual([
      'hf:app:find(ids=[1,2],other=[2,1])',
      'hf:app:[1,2]-[2,1]',
    ]);
  });
});
