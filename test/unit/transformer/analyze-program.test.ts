import { describe, expect, it } from 'vitest';
import { compileSources } from './compile-sources.ts';

const f = (name: string, options = ''): string =>
  `/** @cache ${options}*/\nexport function ${name}(n: number): number {\n  return n;\n}\n`;

function compile(sources: Readonly<Record<string, string>>, namespaceOf: (path: string) => string = () => 'app') {
  const { problems, analysis } = compileSources({
    rootNames: Object.keys(sources),
    sources,
    options: { types: [] },
    projectOf: (fileName) => ({ namespace: namespaceOf(fileName), path: fileName.slice(1) }),
  });
  return {
    ids: [...analysis.values()].flatMap(({ functions }) => functions.map(({ spec }) => spec.id)),
    messages: Object.fromEntries([...problems].map(([path, list]) => [path, list.map(({ message }) => message)])),
  };
}

describe('ids of a program', () => {
  it('belong to one function: the second is refused and names the first', () => {
    expect(compile({ '/a.ts': f('find'), '/b.ts': `${f('other')}${f('load', 'id=find ')}` })).toEqual({
      ids: ['find', 'other'],
      messages: {
        '/b.ts': [
          'HF1401 duplicate-id: load has the id find, which find in a.ts(2) already has; one would serve the results of the other. Add id= with another name to one of them.',
        ],
      },
    });
  });

  it('may be the same in two namespaces', () => {
    expect(compile({ '/a.ts': f('find'), '/b.ts': f('find') }, (path) => path)).toEqual({
      ids: ['find', 'find'],
      messages: {},
    });
  });
});

it('all problems of a file are reported at once, in the order of the text, and what is right is cached', () => {
  const source = `${f('a', 'ttl=1 nul=skip ')}${f('b')}/** @tag x:{y} */\nexport const c = 1;\n/** @key k */\nexport function d() {}\n`;
  const { ids, messages } = compile({ '/a.ts': source });
  expect(ids).toEqual(['b']);
  expect(messages['/a.ts']?.map((message) => message.split(':', 1)[0])).toEqual([
    'HF1003 duration-without-unit',
    'HF1001 unknown-option',
    'HF1311 not-a-function',
    'HF1009 missing-partner',
  ]);
});
