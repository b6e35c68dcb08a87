import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as errors from '../../../runtime/src/errors.ts';

const golden: unknown = JSON.parse(readFileSync(new URL('error-codes.golden.json', import.meta.url), 'utf8'));

describe('errors of the runtime', () => {
  it('have the numbers and slugs of the golden file, which only grows', () => {
    const codes = [...errors.listErrorCodes()].sort((a, b) => (a.code < b.code ? -1 : 1));
    expect(codes).toEqual(golden);
  });

  it('have a number and a slug that no other has, in the range of their kind', () => {
    const codes = errors.listErrorCodes();
    expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length);
    expect(new Set(codes.map(({ slug }) => slug)).size).toBe(codes.length);
    expect(codes.filter(({ code, slug }) => !/^HF[23]0\d\d$/.test(code) || !/^[a-z]+(?:-[a-z]+)*$/.test(slug))).toEqual(
      [],
    );
  });

  it.each(errors.listErrorCodes())('$name is a class whose text begins with $code', ({ name, code, slug }) => {
    const error: unknown = Reflect.construct(Reflect.get(errors, name), ['what to do.', {}]);
    if (!(error instanceof errors.HoldfastError)) throw new TypeError(`${name} is no HoldfastError`);
    const { message } = error;
    expect({ name: error.name, code: error.code, slug: error.slug, message }).toEqual({
      ...{ name, code, slug },
      message: `${code} ${slug}: what to do.`,
    });
  });

  it('keep the cause, and what an invalidation still has to do', () => {
    const cause = new Error('connection refused');
    const failed = new errors.InvalidationError('the store did not answer.', ['t:team:1'], { cause });
    expect([failed.cause, failed.dependencies]).toEqual([cause, ['t:team:1']]);
    expect(new errors.StoreUnreachableError('no answer.', { cause }).cause).toBe(cause);
  });
});

it('are instances of their classes across copies of the package', () => {
  const { code, slug } = errors.ConfigurationError.declared;
  const fromElsewhere = Object.assign(new Error('HF2001 configuration: elsewhere'), { code, slug });
  const foreign = Object.assign(new Error('no such file'), { code: 'ENOENT' });
  const classes = [errors.HoldfastError, errors.ConfigurationError, errors.NotCachedError];
  expect(classes.map((type) => [fromElsewhere instanceof type, foreign instanceof type])).toEqual([
    [true, false],
    [true, false],
    [false, false],
  ]);
});
