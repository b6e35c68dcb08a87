import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../runtime/src/duration.ts';

const DAY = 86_400_000;

describe('a duration', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    ['1.5h', 5_400_000],
    ['0.5s', 500],
    ['0.29s', 290],
    ['007s', 7000],
    ['1.4ms', 1],
    ['36525d', 36_525 * DAY],
  ])('%s is read in milliseconds', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each([
    ['10', 'no-unit'],
    ['1.5', 'no-unit'],
    ['0', 'not-positive'],
    ['-10', 'not-positive'],
    ['0m', 'not-positive'],
    ['-0m', 'not-positive'],
    ['-5m', 'not-positive'],
    ['0.1ms', 'not-positive'],
    ['5min', 'unknown-unit'],
    ['5y', 'unknown-unit'],
    ['0y', 'unknown-unit'],
    ['5M', 'unknown-unit'],
    ['5MS', 'unknown-unit'],
    ['2constructor', 'unknown-unit'],
    ['36525.1d', 'too-long'],
    [`${'9'.repeat(400)}d`, 'too-long'],
    ['', 'not-a-number'],
    ['m', 'not-a-number'],
    ['soon', 'not-a-number'],
    ['+5m', 'not-a-number'],
    ['+5', 'not-a-number'],
    ['1e3s', 'not-a-number'],
    ['.5s', 'not-a-number'],
    ['5.s', 'not-a-number'],
    ['5 s', 'not-a-number'],
    [' 5s', 'not-a-number'],
    ['5s\n', 'not-a-number'],
    ['1h30m', 'not-a-number'],
    ['1,5h', 'not-a-number'],
    ['10m,', 'not-a-number'],
    ['--5m', 'not-a-number'],
    ['٥m', 'not-a-number'],
  ])('is not %j: %s', (text, problem) => {
    expect(parseDuration(text)).toBe(problem);
  });

  it('is a whole number of at least 1 ms and at most 100 years, however the number is written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?\d{1,15}(\.\d{1,15})?(ms|s|m|h|d)$/), (text) => {
        const duration = parseDuration(text);
        const isWhole = Number.isInteger(duration) && Number(duration) >= 1 && Number(duration) <= 36_525 * DAY;
        expect(isWhole || duration === 'not-positive' || duration === 'too-long').toBe(true);
      }),
    );
  });
});
