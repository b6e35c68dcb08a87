import { describe, expect, it } from 'vitest';
import { compileKey, type KeyedSpec } from '../../../../runtime/src/key/compile-template.ts';
import { parseKey } from '../../../../runtime/src/key/parse-key.ts';
import { messageOf } from './message-of.ts';

const HOME = { prefix: 'hf', namespace: 'app' };
const FIND: KeyedSpec = { id: 'find', holes: ['id', 'teamId'], key: { form: 'arguments', holes: 2 } };
const USER: KeyedSpec = {
  id: 'find',
  holes: ['id', 'lang'],
  key: { form: 'template', holes: 2, template: ['user:', 0, ':', 1] },
};

const IDS: KeyedSpec = { id: 'find', holes: ['ids'], key: { form: 'arguments', holes: 1 }, unordered: [0] };
const VARIED: KeyedSpec = { ...FIND, holes: ['id', 'tenantOf()'], vary: 1 };
const TEXT: KeyedSpec = { ...VARIED, key: { form: 'template', holes: 2, template: ['a|b:', 0] } };

describe('parseKey', () => {
  it.each([
    [
      'hf:app:find(id=42,teamId="1")',
      undefined,
      { form: 'arguments', ...HOME, id: 'find', arguments: { id: 42, teamId: '1' } },
    ],
    ['hf:app:find(id=42)', FIND, { form: 'arguments', ...HOME, id: 'find', arguments: { id: 42 } }],
    ['hf:app:find()', FIND, { form: 'arguments', ...HOME, id: 'find', arguments: {} }],
    [
      'a%3Ab:@shop/web@2:UserRepo.find(id=1)',
      undefined,
      { form: 'arguments', prefix: 'a:b', namespace: '@shop/web@2', id: 'UserRepo.find', arguments: { id: 1 } },
    ],
    ['hf:app:user:42:en', USER, { form: 'template', ...HOME, id: 'find', values: { id: 42, lang: 'en' } }],
    ['hf:app:user:42:en', undefined, { form: 'text', ...HOME, text: 'user:42:en' }],
    ['hf:app:', undefined, { form: 'text', ...HOME, text: '' }],
    [
      'hf:app:find(id=42)|eu',
      undefined,
      { form: 'arguments', ...HOME, id: 'find', arguments: { id: 42 }, vary: ['eu'] },
    ],
    [
      'hf:app:find(id=42)|(lang=de)|undefined',
      VARIED,
      { form: 'arguments', ...HOME, id: 'find', arguments: { id: 42 }, vary: [{ lang: 'de' }, undefined] },
    ],
    ['hf:app:find()|5', FIND, { form: 'arguments', ...HOME, id: 'find', arguments: {}, vary: [5] }],
    ['hf:app:a%7Cb:1|eu', TEXT, { form: 'template', ...HOME, id: 'find', values: { id: 1 }, vary: ['eu'] }],
    ['hf:app:a%7Cb:1|eu|(a=1)', undefined, { form: 'text', ...HOME, text: 'a%7Cb:1', vary: ['eu', { a: 1 }] }],
    ['hf:app:find(ids=[1,2,2])', IDS, { form: 'arguments', ...HOME, id: 'find', arguments: { ids: [1, 2, 2] } }],
  ])('takes %s apart', (key, spec, parsed) => {
    expect(parseKey(key, spec)).toStrictEqual(parsed);
  });

  it('tells when a key is hashed, whatever its form', () => {
    const head = `hf:app:find(id=${'x'.repeat(212)}`;
    const key = compileKey(FIND, HOME)(['x'.repeat(500), 1]);
    expect([parseKey(key), parseKey(key, FIND), parseKey(key, USER)]).toEqual(
      Array(3).fill({ form: 'hashed', head, hash: key.slice(-22) }),
    );
  });

  it('reads a parameter named __proto__', () => {
    const parsed = parseKey('hf:app:find(__proto__=1)');
    expect(parsed.form === 'arguments' && Object.entries(parsed.arguments)).toEqual([['__proto__', 1]]);
  });

  it.each([
    ['hf', undefined, 'expected ":" at position 2'],
    ['hf:app', undefined, 'expected ":" at position 6'],
    ['h%66:app:find()', undefined, 'not in canonical form (hf)'],
    ['h%ff:app:find()', undefined, 'not in canonical form (h%25ff)'],
    ['h%FF:app:find()', undefined, 'h%FF is not percent-encoded UTF-8 at position 4'],
    ['hf:app:user 42', undefined, 'expected the end at position 11'],
    ['hf:app:find#short', undefined, '"#" without a hash at the end'],
    ['hf:app:find(id)', undefined, 'expected "=" at position 14'],
    ['hf:app:find(id=1', FIND, 'expected ")" at position 16'],
    ['hf:app:find(id=1)x', FIND, 'expected the end at position 17'],
    ['hf:app:get(id=1)', FIND, 'expected find at position 10'],
    ['hf:app:find(b=1,a=2)', undefined, 'not in canonical form (hf:app:find(a=2,b=1))'],
    ['hf:app:find(a=1,a=1)', undefined, 'not in canonical form (hf:app:find(a=1))'],
    ['hf:app:find(id=undefined)', FIND, 'not in canonical form (hf:app:find())'],
    ['hf:app:find(age=1)', FIND, 'not in canonical form (hf:app:find())'],
    ['hf:app:team:42:en', USER, 'expected "user:" at position 7'],
    ['hf:app:user:42', USER, 'expected ":" at position 14'],
    ['hf:app:user:042:en', USER, 'not in canonical form (hf:app:user:42:en)'],
    ['hf:app:find(id=1)', VARIED, 'expected "|" at position 17'],
    ['hf:app:find(id=1)|eu|de|fr', VARIED, 'expected the end at position 23'],
    ['hf:app:find(id=1)|eu|de', FIND, 'expected the end at position 20'],
    ['hf:app:find(id=1)|042', VARIED, 'not in canonical form (hf:app:find(id=1)|42)'],
    ['hf:app:find(id=1)|undefined', FIND, 'what all functions vary by is not printed where it is undefined'],
    ['hf:app:find(id=[2,1])', { ...FIND, unordered: [0] }, 'not in canonical form (hf:app:find(id=[1,2]))'],
    ['hf:a|b:find()', undefined, 'not in canonical form (a%7Cb)'],
  ])('refuses %s', (key, spec, problem) => {
    const message = `HF2001 configuration: cannot read the key ${JSON.stringify(key)}: ${problem}.`;
    expect(messageOf(() => parseKey(key, spec))).toBe(message);
  });

  it('tells an invalid date before text and a list from a type', () => {
    const key = { form: 'template', holes: 2, template: [0, 'nD', 1] } as const;
    const spec: KeyedSpec = { id: 'find', holes: ['since', 'ids'], key };
    const values = { since: new Date(Number.NaN), ids: [1] };
    expect(compileKey(spec, HOME)([values.since, values.ids])).toBe('hf:app:@NaNnD[1]');
    expect(parseKey('hf:app:@NaNnD[1]', spec)).toEqual({ form: 'template', ...HOME, id: 'find', values });
  });

  it('refuses two values for a hole that stands twice', () => {
    const twice: KeyedSpec = { id: 'find', holes: ['id'], key: { form: 'template', holes: 1, template: [0, ':', 0] } };
    expect(parseKey('hf:app:1:1', twice)).toEqual({ form: 'template', ...HOME, id: 'find', values: { id: 1 } });
    expect(messageOf(() => parseKey('hf:app:1:2', twice))).toBe(
      'HF2001 configuration: cannot read the key "hf:app:1:2": not in canonical form (hf:app:2:2).',
    );
  });
});
