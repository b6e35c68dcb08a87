import { describe, expect, it } from 'vitest';
import { readArguments, selectRows } from '../../../bench/src/read-arguments.ts';

const ROWS = ['hit-number', 'hit-number-string', 'batch', 'build'];

describe('selectRows', () => {
  it('takes all rows where none is asked for', () => {
    expect(selectRows(ROWS, [])).toEqual(ROWS);
  });

  it('takes the row of a name alone, although others begin with it', () => {
    expect(selectRows(ROWS, ['hit-number'])).toEqual(['hit-number']);
  });

  it('takes all rows that begin with what is no name, in the order of the table', () => {
    expect(selectRows(ROWS, ['build', 'hit'])).toEqual(['hit-number', 'hit-number-string', 'build']);
  });

  it('refuses what no row begins with', () => {
    expect(() => selectRows(ROWS, ['hits'])).toThrow(
      new Error('there is no row hits; rows: hit-number, hit-number-string, batch, build'),
    );
  });
});

describe('readArguments', () => {
  it('reads rows and flags', () => {
    expect(readArguments(['--row', 'batch', '--row', 'build', '--quick', '--check'])).toEqual({
      rows: ['batch', 'build'],
      quick: true,
      check: true,
      render: false,
    });
  });
});
