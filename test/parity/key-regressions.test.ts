import { cacheOf, invalidateKey, invalidateTag } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { buildSources } from './harness/build-sources.ts';
import { loadService } from './harness/load-service.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { startParityCache } from './harness/start-parity-cache.ts';
import type * as KeyRegressions from './services/key-regressions.ts';

const service = await loadService<typeof KeyRegressions>('key-regressions');

describe.each(PARITY_STORES)('on $name', (store) => {
  startParityCache(store, service);

  it('X-01: arguments are told apart wherever one ends and the next begins, and whatever they contain', async () => {
    const texts = [
      '1-2|3',
      '1|2-3',
      '1:2|3',
      '1|2:3',
      '1,2|3',
      '1|2,3',
      '{1|}',
      '"1"|2',
      '1|"2"',
      '1\n|2',
      '|12',
      '12|',
    ];
    const pairs: (readonly unknown[])[] = texts.map((text) => text.split('|'));
    pairs.push(
      ['1', 2],
      [1, '2'],
      ['|', ''],
      ['', '|'],
      ['\uD800', ''],
      ['', '\uD800'],
      ['\uD801', ''],
      ['%uD800', ''],
    );
    const run = async () => {
      const results: unknown[] = [];
      for (const [a, b] of pairs) results.push(await service.pair(a, b));
      return results;
    };
    const expected = pairs.map(([a, b], index) => ({ a, b, run: index + 1 }));
    expect([await run(), await run()]).toEqual([expected, expected]);
  });

  it('X-03: an explicit key has the namespace, and for an argument that is left out the default', async () => {
    const { greet } = service;
    expect([cacheOf(greet).key('Ada'), cacheOf(greet).key('Ada', 'de')]).toEqual([
      'hf:app:greeting:Ada:en',
      'hf:app:greeting:Ada:de',
    ]);
    const results = [await greet('Ada'), await greet('Ada', 'en'), await greet('Ada', 'de')];
    expect(results).toEqual(['Ada en: run 1', 'Ada en: run 1', 'Ada de: run 2']);
  });

  it('X-04: functions of different names never share, and those of one name only build where they cannot', async () => {
    const { add, mul, Product, Sum } = service;
    const run = async () => [await add(2, 3), await mul(2, 3), await new Sum().of(2, 3), await new Product().of(2, 3)];
    const expected = ['5: run 1', '6: run 1', '5: run 1', '6: run 1'];
    expect([await run(), await run()]).toEqual([expected, expected]);

    const total = '/** @cache */\nexport async function total(a: number, b: number) { return a + b; }\n';
    expect(buildSources({ sources: { 'src/a.ts': total, 'src/b.ts': total } }).problems).toEqual([
      'src/b.ts(1): HF1401 duplicate-id: total has the id total, which total in src/a.ts(2) already has; one would serve the results of the other. Add id= with another name to one of them.',
    ]);
    const renamed = total.replace('@cache', '@cache id=b.total');
    const { problems, specs } = buildSources({ sources: { 'src/a.ts': total, 'src/b.ts': renamed } });
    expect([problems, specs.map(({ id }) => id)]).toEqual([[], ['total', 'b.total']]);

    const nested = (outer: string) =>
      `export function ${outer}() {\n  ${total.replace('export ', '')}  return total;\n}\n`;
    const both = buildSources({ sources: { 'src/a.ts': nested('first') + nested('second') } });
    expect([both.problems, both.specs.map(({ id }) => id)]).toEqual([[], ['first.total', 'second.total']]);
  });

  it('X-06: blanks, tabs and control characters count', async () => {
    const texts = ['new york', 'newyork', 'new\tyork', 'new\nyork', 'new\u0000york', 'new\u0001york', ' new york'];
    // One after another: bodies of calls that are under way together begin in any order.
    const run = async (): Promise<readonly unknown[]> => {
      const results: unknown[] = [];
      for (const text of texts) results.push(await service.search(text));
      return results;
    };
    const expected = texts.map((text, index) => `${text}: run ${index + 1}`);
    expect([await run(), await run()]).toEqual([expected, expected]);
  });

  it('X-08: an inherited method is one function, apart only where its key names what differs, in any order of calls', async () => {
    const { Base, Sub } = service;
    expect([await new Base().describe(1), await new Sub().describe(1)]).toEqual(['1: run 1', '1: run 1']);
    expect([await new Sub().describe(2), await new Base().describe(2)]).toEqual(['2: run 2', '2: run 2']);
    expect([await new Base().kindOf(1), await new Sub().kindOf(1)]).toEqual(['base 1: run 1', 'sub 1: run 2']);
    expect([await new Sub().kindOf(2), await new Base().kindOf(2)]).toEqual(['sub 2: run 3', 'base 2: run 4']);
    expect(cacheOf(new Sub(), 'kindOf').key(1)).toBe('hf:app:kind:sub:1');
  });

  it('X-09: every argument of a method counts, those of a rest parameter too, and a list is no rest', async () => {
    const { Arguments, va } = service;
    const some = new Arguments();
    expect([await some.m(1, 2), await some.m(1, 3), await some.m(1, 2)]).toEqual([
      '1,2: run 1',
      '1,3: run 2',
      '1,2: run 1',
    ]);
    expect([await some.rest(1, 2), await some.rest(1, 3), await some.rest(1, 2)]).toEqual([
      '1,2: run 1',
      '1,3: run 2',
      '1,2: run 1',
    ]);
    expect([await va([1, 2]), await va(1, 2), await va([1, 2])]).toEqual([
      '[[1,2]]: run 1',
      '[1,2]: run 2',
      '[[1,2]]: run 1',
    ]);
  });

  it('X-11: invalidating a call, a key or a tag ends exactly its own entry', async () => {
    const { lookUp } = service;
    const names = ['p', 'p:q', 'p*', 'a[b]', 'ab', 'a*'];
    const ways: ((name: string) => Promise<unknown>)[] = [
      (name) => cacheOf(lookUp).invalidate(name),
      (name) => invalidateKey(cacheOf(lookUp).key(name)),
      (name) => invalidateTag(name),
    ];
    for (const end of ways) {
      for (const ended of names) {
        for (const name of names) await lookUp(name);
        await end(ended);
        const alive: string[] = [];
        for (const name of names) if ((await cacheOf(lookUp).peek(name)) !== undefined) alive.push(name);
        expect(alive).toEqual(names.filter((name) => name !== ended));
      }
    }
  });

  it('X-12: a method that reads data of this is refused until its key names it, and then objects are apart', async () => {
    const method = '  async times(x: number): Promise<number> {\n    return this.k * x;\n  }\n';
    const factor = (lines: string) =>
      `export class Factor {\n  constructor(private readonly k: number) {}\n  /**\n${lines}   */\n${method}}\n`;
    const { problems, specs } = buildSources({ sources: { 'src/factor.ts': factor('   * @cache\n') } });
    expect([problems, specs]).toEqual([
      [
        "src/factor.ts(7): HF1230 captured-property: Factor.times reads this.k, which its key does not hold, so an object with another this.k would be served this one's results. Write @key Factor.times:{this.k}:{x}, or write shared if it never changes the result.",
      ],
      [],
    ]);
    const named = factor('   * @cache\n   * @key Factor.times:{this.k}:{x}\n');
    expect(buildSources({ sources: { 'src/factor.ts': named } }).problems).toEqual([]);

    const [one, two] = [new service.Factor(1), new service.Factor(2)];
    const run = async () => [await one.times(5), await two.times(5), await new service.Factor(1).times(5)];
    const expected = ['5: run 1', '10: run 2', '5: run 1'];
    expect([await run(), await run()]).toEqual([expected, expected]);
  });
});
