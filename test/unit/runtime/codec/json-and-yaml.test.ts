import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { jsonCodec } from '../../../../runtime/src/codec/json-codec.ts';
import { makeYamlCodec, yamlCodec } from '../../../../runtime/src/codec/yaml-codec.ts';
import { messageOf } from '../key/message-of.ts';
import { arbitraryJson, arbitraryPlainJson } from './arbitrary-data.ts';
import { described } from './described.ts';

const CODECS = [jsonCodec, yamlCodec];

describe.each(CODECS)('codec $name', (codec) => {
  it('gives back what it was given, for everything that JSON carries', () => {
    fc.assert(
      fc.property(codec === yamlCodec ? arbitraryJson : arbitraryPlainJson, (value) => {
        expect(described(codec.decode(codec.encode(value)))).toBe(described(value));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    [undefined, 'result is undefined'],
    [{ at: new Date(0) }, 'result.at is a Date'],
    [[{ a: 1, b: undefined }], 'result[0].b is undefined'],
    [[1, -0], 'result[1] is -0'],
    [{ rate: Number.NaN }, 'result.rate is NaN'],
    [{ id: 1n }, 'result.id is a bigint'],
    [new Map(), 'result is a Map'],
    [new Set(), 'result is a Set'],
    [Buffer.from('a'), 'result is of class Buffer'],
    [new RangeError('no'), 'result is of class RangeError'],
    [new Array(1), 'result is a list with holes'],
    [Object.create(null), 'result has no prototype'],
    [{ toJSON: () => 1 }, 'result.toJSON is a function'],
  ])('refuses %o', (value, reason) => {
    expect(messageOf(() => codec.encode(value))).toBe(
      `HF3010 unstorable-value: ${reason}, and codec ${codec.name} does not carry it. Return data without it, or give the function a codec that carries it.`,
    );
  });

  it('takes own fields only where something has put fields on every object', () => {
    Reflect.defineProperty(Object.prototype, 'polluted', {
      value: 1,
      enumerable: true,
      writable: true,
      configurable: true,
    });
    const decoded = codec.decode(codec.encode({ a: 1 }));
    Reflect.deleteProperty(Object.prototype, 'polluted');
    expect(decoded).toEqual({ a: 1 });
  });
});

describe('codec json', () => {
  it.each(['\n', '"', '\\', 'a\\b', '\ud800'])(
    'refuses the field name %j, which JSON.parse may take for another',
    (name) => {
      expect(messageOf(() => jsonCodec.encode({ rows: [{ [name]: 1 }] }))).toMatch(
        /^HF3010 unstorable-value: result\.rows\[0\] has a field name that JSON writes with an escape, and codec json/,
      );
    },
  );

  it('writes the bytes of JSON.stringify', () => {
    expect(jsonCodec.encode({ name: '~D1', tags: [] })).toBe('{"name":"~D1","tags":[]}');
  });
});

describe('codec yaml', () => {
  it('writes what people read, and readers of YAML 1.1 understand alike', () => {
    const value = { name: 'Ada', tags: ['yes', '2020-01-01', 'a: b'], team: { id: 1 } };
    expect(yamlCodec.encode(value)).toBe("name: Ada\ntags:\n  - 'yes'\n  - '2020-01-01'\n  - 'a: b'\nteam:\n  id: 1\n");
  });

  it.each([
    ['a function', '!!js/function "return 1"'],
    ['a pattern', '!!js/regexp /a/'],
    ['an alias', 'a: &x [1]\nb: *x'],
    ['two documents', 'a: 1\n---\nb: 2'],
    ['a tab in its indentation', 'a:\n\t- 1'],
    ['no end', `${'['.repeat(3_000)}`],
  ])('refuses to read %s', (_name, text) => {
    expect(() => yamlCodec.decode(text)).toThrow();
  });

  it('takes dates and binary data of other writers for the text that they are', () => {
    expect(yamlCodec.decode('at: 2020-01-01\nyes: no')).toEqual({ at: '2020-01-01', yes: 'no' });
  });

  it('keeps __proto__ as a field', () => {
    const decoded = yamlCodec.decode('__proto__:\n  admin: true\n');
    expect(described(decoded)).toBe('Object(){"__proto__": Object(){"admin": true}}');
  });

  it('loads js-yaml with the first value, once', () => {
    const loads: string[] = [];
    const codec = makeYamlCodec(() => {
      loads.push('js-yaml');
      return { dump, CORE_SCHEMA: undefined, load: () => undefined };
    });
    expect(loads).toEqual([]);
    expect([codec.encode(1), codec.encode(2), loads]).toEqual(['1\n', '2\n', ['js-yaml']]);
  });

  it('says what to install where js-yaml is missing', () => {
    const codec = makeYamlCodec(() => {
      throw new Error("Cannot find module 'js-yaml'");
    });
    expect(messageOf(() => codec.encode(1))).toBe(
      'HF2001 configuration: codec yaml needs the package js-yaml. Run npm install js-yaml.',
    );
  });
});
