import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { COMMENT_SOURCES } from './comment-sources.ts';
import { compileSources, createProgram } from './compile-sources.ts';

const options: ts.CompilerOptions = {
  noLib: true,
  types: [],
  noResolve: true,
  allowJs: true,
  checkJs: true,
  jsx: ts.JsxEmit.React,
  jsxFactory: 'h',
  outDir: '/out',
};

/** A source file, with or without doc comments as nodes of its tree. */
function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

function listTokens(path: string, text: string): readonly ts.Node[] {
  const file = parse(path, text);
  const tokens: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(file);
    if (children.length === 0) tokens.push(node);
    children.forEach(visit);
  };
  visit(file);
  return tokens;
}

function toRequest(path: string, source: string) {
  const experimentalDecorators = path.includes('legacy');
  return { rootNames: [path], sources: { [path]: source }, options: { ...options, experimentalDecorators } };
}

function compile(path: string, source: string) {
  const { analysis, problems, outputs, program, readPlainOutputs } = compileSources(toRequest(path, source));
  const [file] = analysis.values();
  const output = [...outputs.values()].join('');
  return {
    output,
    readPlainOutput: () => [...readPlainOutputs().values()].join(''),
    cached: file?.functions.length ?? 0,
    marks: output.split('.compiled({').length - 1,
    refused: problems.get(path)?.length ?? 0,
    syntaxErrors: program.getSyntacticDiagnostics().length,
  };
}

/** False where the compiler itself throws, as 6.0 does for `class A { constructor(readonly default function }`. */
function compilesAlone(path: string, source: string): boolean {
  const program = createProgram(toRequest(path, source));
  try {
    program.emit(undefined, () => undefined);
  } catch {
    // How it fails does not matter: what it makes no code of is no source for this test.
    return false;
  }
  return true;
}

/** What the compiler says of emitted code as code alone. */
function listSyntaxErrors(output: string): readonly ts.Diagnostic[] {
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.Preserve };
  return (
    ts.transpileModule(output, { compilerOptions, reportDiagnostics: true, fileName: '/out.js' }).diagnostics ?? []
  );
}

describe.each(Object.entries(COMMENT_SOURCES))('%s', (path, source) => {
  const { syntaxErrors } = compile(path, source);
  const tag = ' /** @cache id=tagged */ ';

  it('a tag is attached or refused wherever it stands, and what is emitted is code', () => {
    const starts = [...new Set(listTokens(path, source).map((token) => token.getStart()))];
    const wrong = starts.filter((start) => {
      const text = `${source.slice(0, start)}${tag}${source.slice(start)}`;
      const outcome = compile(path, text);
      if (isInText(path, text, start + 1)) return outcome.cached + outcome.refused > 0;
      const isOnce = outcome.cached + Math.min(outcome.refused, 1) === 1 && outcome.marks === outcome.cached;
      const isCode = outcome.syntaxErrors > syntaxErrors || listSyntaxErrors(outcome.output).length === 0;
      return !isOnce || !isCode;
    });
    expect(wrong.map((start) => `${source.slice(start - 20, start)}|${source.slice(start, start + 20)}`)).toEqual([]);
  });

  it('a tag inside a text is text', () => {
    const texts = listTokens(path, source).filter(isText);
    // Text between elements has no quotes.
    const places = texts.map((token) => token.getStart() + (ts.isJsxText(token) ? 0 : 1));
    const changed = places.filter((place) => {
      const text = `${source.slice(0, place)}${tag}${source.slice(place)}`;
      const { cached, refused, output, readPlainOutput } = compile(path, text);
      return cached + refused > 0 || output !== readPlainOutput();
    });
    expect(changed).toEqual([]);
  });
});

/** Strings, parts of templates, and text between JSX elements. */
function isText(token: ts.Node): boolean {
  return ts.isStringLiteral(token) || ts.isTemplateLiteralToken(token) || ts.isJsxText(token);
}

function isInText(path: string, text: string, place: number): boolean {
  return listTokens(path, text).some((token) => isText(token) && token.getStart() <= place && place < token.end);
}

it('a source that is broken anywhere is still compiled, and what was right before is right afterwards', () => {
  const edit = fc.record({ at: fc.nat(3000), cut: fc.nat(30), tagged: fc.boolean() });
  const path = fc.constantFrom(...Object.keys(COMMENT_SOURCES));
  fc.assert(
    fc.property(path, fc.array(edit, { minLength: 1, maxLength: 4 }), (name, edits) => {
      const source = edits.reduce((text, { at, cut, tagged }) => {
        const start = at % text.length;
        return `${text.slice(0, start)}${tagged ? '/** @cache */' : ''}${text.slice(start + cut)}`;
      }, COMMENT_SOURCES[name] ?? '');
      fc.pre(compilesAlone(name, source));
      const { output, syntaxErrors, readPlainOutput } = compile(name, source);
      // What parses may still be no program, of which the compiler makes no code.
      fc.pre(syntaxErrors === 0 && listSyntaxErrors(readPlainOutput()).length === 0);
      expect(listSyntaxErrors(output)).toEqual([]);
    }),
    { numRuns: 50, maxSkipsPerRun: 1000 },
  );
});
