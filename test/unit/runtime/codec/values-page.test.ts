import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { findCodec } from '../../../../runtime/src/codec/find-codec.ts';
import { messageOf } from '../key/message-of.ts';
import { described } from './described.ts';

const page = readFileSync(new URL('../../../../docs/values.md', import.meta.url), 'utf8');

/** The rows of all tables with this head, each cell without its backquotes. */
function rowsUnder(...head: readonly string[]): string[][] {
  const rows: string[][] = [];
  let inside = false;
  for (const line of page.split('\n')) {
    if (line === `| ${head.join(' | ')} |`) inside = true;
    else if (!line.startsWith('|')) inside = false;
    else if (inside && !line.startsWith('|--')) rows.push(line.slice(3, -3).split('` | `'));
  }
  return rows;
}

function evaluated(source: string): unknown {
  return runInThisContext(`(${source})`);
}

describe('docs/values.md', () => {
  it('has all the tables that are tested here', () => {
    expect([rowsUnder('value', 'text').length, rowsUnder('value', 'codec', 'reason').length]).toEqual([12, 7]);
  });

  it.each(rowsUnder('value', 'text'))('%s is written as %s, and read back', (source = '', text) => {
    const { encode, decode } = findCodec('data', new Map());
    const value = evaluated(source);
    const written = encode(value);
    expect([written, described(decode(written))]).toEqual([text, described(value)]);
  });

  it.each(rowsUnder('value', 'codec', 'reason'))('%s is refused by %s: %s', (source = '', codec = '', reason) => {
    expect(messageOf(() => findCodec(codec, new Map()).encode(evaluated(source)))).toBe(
      `HF3010 unstorable-value: ${reason}, and codec ${codec} does not carry it. Return data without it, or give the function a codec that carries it.`,
    );
  });
});
