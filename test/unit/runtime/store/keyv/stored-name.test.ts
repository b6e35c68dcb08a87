import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storedName } from '../../../../../runtime/src/store/keyv/stored-name.ts';

const RULES = { longestName: 200, reserved: 'keyv:' };

describe('the name under which something is stored', () => {
  it.each([
    ['hf:app:findUser(id=42)', 'hf:app:findUser(id=42)'],
    ['hf:u:t:team ü', 'hf:u:t:team%20%C3%BC'],
    ['hf:u:t:a\r\nflush_all\0', 'hf:u:t:a%0D%0Aflush_all%00'],
    ['hf:u:t:$a;--/*../..\\', 'hf:u:t:%24a%3B%2D%2D%2F%2A%2E%2E%2F%2E%2E%5C'],
    ['hf:u:t:\ud800', 'hf:u:t:%EF%BF%BD'],
    ['keyv:app:find()', '.keyv:app:find()'],
  ])('of %j is %j', (name, stored) => {
    expect(storedName(name, RULES)).toBe(stored);
  });

  it('is cut, and ends in a hash, where it is too long', () => {
    const stored = `hf:app:find(q=${'x'.repeat(163)}#t6dv99mZgQsfh6ccdkycsg`;
    expect(storedName(`hf:app:find(q=${'x'.repeat(300)})`, RULES)).toBe(stored);
  });

  it('is printable ASCII without spaces and no longer than it may be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(storedName(`hf:u:t:${text}`, RULES)).toMatch(/^[!-~]{1,200}$/);
      }),
    );
  });

  it('is another one for another name, where `%` is escaped already', () => {
    const name = fc
      .string({ unit: 'binary', maxLength: 300 })
      .map((text) => text.replaceAll('%', '%25').toWellFormed());
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(storedName(one, RULES) === storedName(other, RULES)).toBe(one === other);
      }),
    );
  });
});
