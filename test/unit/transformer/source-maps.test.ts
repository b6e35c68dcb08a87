import { join } from 'node:path';
import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { PLAIN_FORMS } from './compile-forms.ts';
import { compileSources, ROOT } from './compile-sources.ts';

const FIXTURES = join(ROOT, 'fixtures', 'forms');
// Decorators move names into strings of their own.
const FORMS = PLAIN_FORMS.map(({ name }) => name);

const paths = FORMS.map((form) => join(FIXTURES, form, 'input.ts'));
const { program, outputs, analysis } = compileSources({
  rootNames: paths,
  options: { sourceMap: true, target: ts.ScriptTarget.ESNext, types: [] },
});

/** Where the identifiers and numbers of the cached bodies stand in the source, as `line:column`. */
function listBodyTokens(file: ts.SourceFile): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isIdentifier(node) || ts.isNumericLiteral(node)) {
      const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
      tokens.set(`${line}:${character}`, node.getText(file));
    }
    ts.forEachChild(node, visit);
  };
  for (const { shape } of analysis.get(file)?.functions ?? []) visit(shape.body);
  return tokens;
}

describe.each(FORMS)('the source map of %s', (form) => {
  const file = program.getSourceFile(join(FIXTURES, form, 'input.ts'));
  const text = outputs.get(join(FIXTURES, form, 'input.js')) ?? '';
  const map = new TraceMap(outputs.get(join(FIXTURES, form, 'input.js.map')) ?? '');
  const tokens = file === undefined ? new Map<string, string>() : listBodyTokens(file);
  const lines = text.split('\n');
  const mapped = decodedMappings(map).flatMap((segments, line) =>
    segments.flatMap(([column, , sourceLine, sourceColumn]) => {
      const token = tokens.get(`${sourceLine}:${sourceColumn}`);
      return token === undefined
        ? []
        : [{ token, at: `${sourceLine}:${sourceColumn}`, emitted: lines[line]?.slice(column) ?? '' }];
    }),
  );

  it('leads from each token of a cached body to its own place in the source', () => {
    const wrong = mapped.filter(({ token, emitted }) => !emitted.startsWith(token));
    expect(wrong).toEqual([]);
    expect([...new Set(mapped.map(({ at }) => at))].toSorted()).toEqual([...tokens.keys()].toSorted());
  });
});
