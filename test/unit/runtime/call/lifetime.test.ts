import { describe, expect, it } from 'vitest';
import { lifetimeOf } from '../../../../runtime/src/call/lifetime.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../../runtime/src/settings.ts';
import type { FunctionSpec } from '../../../../runtime/src/spec.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function lifetime(value: unknown, spec: Partial<FunctionSpec>, settings: Partial<Settings> = {}): number | 'skip' {
  const whole = { id: 'f', kind: 'function', calls: 'async', holes: [], key: { form: 'arguments', holes: 0 } } as const;
  return lifetimeOf(value, { ...whole, ...spec }, { ...DEFAULT_SETTINGS, ...settings });
}

describe('how long a result lives', () => {
  it('is the ttl of the function, else the configured one, at most keep', () => {
    expect([
      lifetime(1, {}),
      lifetime(1, { ttl: 5000 }),
      lifetime(1, { ttl: 'forever' }),
      lifetime(1, { ttl: HOUR }, { keep: MINUTE }),
      lifetime(1, {}, { ttl: MINUTE }),
    ]).toEqual([HOUR, 5000, 30 * 24 * HOUR, MINUTE, MINUTE]);
  });

  it('is shorter for null and undefined: a tenth, between one second and five minutes, never more than the ttl', () => {
    for (const value of [null, undefined]) {
      expect([
        lifetime(value, {}),
        lifetime(value, { ttl: MINUTE }),
        lifetime(value, { ttl: 5000 }),
        lifetime(value, { ttl: 300 }),
        lifetime(value, { ttl: 'forever' }),
      ]).toEqual([5 * MINUTE, 6000, 1000, 300, 5 * MINUTE]);
    }
  });

  it('follows the null policy of the function', () => {
    expect([
      lifetime(null, { nulls: 'skip' }),
      lifetime(null, { nulls: 'ttl' }),
      lifetime(null, { nulls: 'ttl', ttl: HOUR }, { keep: MINUTE }),
      lifetime(null, { nulls: 30_000 }),
      lifetime(null, { nulls: HOUR }, { keep: MINUTE }),
      lifetime(0, { nulls: 'skip' }),
    ]).toEqual(['skip', HOUR, MINUTE, 30_000, MINUTE, HOUR]);
  });
});
