import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { compileTags } from '../../../../runtime/src/key/compile-tags.ts';
import { compileKey } from '../../../../runtime/src/key/compile-template.ts';
import { renderValue } from '../../../../runtime/src/key/render-value.ts';
import type { Template } from '../../../../runtime/src/spec.ts';

const page = readFileSync(new URL('../../../../docs/keys.md', import.meta.url), 'utf8');
const HOLE = { owner: 'find', name: 'filter', form: 'arguments', excluded: '' } as const;

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

/** `user:{id}` → `['user:', 0]` and `['id']`. */
function parsedTemplate(text: string): { readonly template: Template; readonly holes: readonly string[] } {
  const holes = Array.from(text.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);
  const template = text.split(/\{(\w+)\}/).map((piece, at) => (at % 2 === 0 ? piece : holes.indexOf(piece)));
  return { template, holes };
}

function valuesOf(source: string): readonly unknown[] {
  const values = evaluated(source);
  if (!Array.isArray(values)) throw new TypeError(`${source} is no list of values`);
  return values;
}

describe('docs/keys.md', () => {
  it('has all the tables that are tested here', () => {
    const counts = [
      rowsUnder('value', 'in the key'),
      rowsUnder('this', 'is the same as'),
      rowsUnder('template', 'values', 'key'),
      rowsUnder('template', 'values', 'tag'),
    ].map((rows) => rows.length);
    expect(counts).toEqual([29, 11, 7, 4]);
  });

  it.each(rowsUnder('value', 'in the key'))('%s is printed as %s', (value = '', printed) => {
    expect(renderValue(evaluated(value), HOLE)).toBe(printed);
  });

  it.each(rowsUnder('this', 'is the same as'))('%s is the same as %s', (one = '', other = '') => {
    expect(renderValue(evaluated(one), HOLE)).toBe(renderValue(evaluated(other), HOLE));
  });

  it.each(rowsUnder('template', 'values', 'key'))('%s with %s has the key %s', (text = '', values = '', key) => {
    const { template, holes } = parsedTemplate(text);
    const spec = { id: 'find', holes, key: { form: 'template', holes: holes.length, template } } as const;
    expect(compileKey(spec, { prefix: 'hf', namespace: 'app' })(valuesOf(values))).toBe(key);
  });

  it.each(rowsUnder('template', 'values', 'tag'))('%s with %s is the tag %s', (text = '', values = '', tag) => {
    const { template, holes } = parsedTemplate(text);
    expect(compileTags({ id: 'find', holes, tags: [template] })(valuesOf(values))).toEqual([tag]);
  });
});
