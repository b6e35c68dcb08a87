import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { compileSources, ROOT } from './compile-sources.ts';

const SOURCE = `
import { cacheOf, invalidateTag } from 'holdfast';

let runs = 0;
let tenant = 'eu';
const tenantOf = () => ({ tenant, locale: 'de' });
const isReady = (result: string) => result !== 'draft 0';
const ownersOf = (id: number, owner: string) => [\`owner:\${owner}\`, 'any'];

/**
 * @cache vary=tenantOf if=isReady
 * @tag =ownersOf
 * @tag ./drafts:{id}
 */
export async function findDraft(id: number, owner: string): Promise<string> {
  runs += 1;
  return \`draft \${id}\`;
}

/**
 * @cache vary=tenantOf unordered=ids
 * @key a|b:{ids}
 */
export async function load(ids: readonly number[]): Promise<string> {
  runs += 1;
  return \`\${ids}\`;
}

/** @cache maxSize=2 */
export async function few(id: number): Promise<number> {
  runs += 1;
  return id;
}

async function runsOf(run: () => Promise<unknown>): Promise<number> {
  const before = runs;
  await run();
  return runs - before;
}

const find = () => findDraft(1, 'Ada');
const report: Record<string, unknown> = {
  key: cacheOf(findDraft).key(1, 'Ada'),
  template: cacheOf(load).key([3, 1, 2]),
  miss: await runsOf(find),
  hit: await runsOf(find),
  otherOrder: [await runsOf(() => load([1, 2])), await runsOf(() => load([2, 1]))],
};
tenant = 'us';
report['otherTenant'] = [await runsOf(find), await runsOf(find)];
await invalidateTag('owner:Ada');
report['afterComputedTag'] = await runsOf(find);
await cacheOf(findDraft).invalidateTag('drafts:1');
report['afterPrivateTag'] = await runsOf(find);
await invalidateTag('drafts:1');
report['afterPublicTagOfThatName'] = await runsOf(find);
report['refused'] = [await runsOf(() => findDraft(0, 'Ada')), await runsOf(() => findDraft(0, 'Ada'))];
for (const id of [1, 2, 3]) await few(id);
report['maxSize'] = [(await cacheOf(few).info()).currSize, (await cacheOf(few).info()).maxSize];
console.log(JSON.stringify(report));
`;

const folder = mkdtempSync(join(tmpdir(), 'holdfast-options-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('what the options ask for is what a compiled program does', () => {
  const path = join(ROOT, 'test', 'unit', 'transformer', 'options.mts');
  const { outputs, problems } = compileSources({
    rootNames: [path],
    sources: { [path]: SOURCE },
    projectOf: () => ({ namespace: 'app', path: 'src/options.mts' }),
  });
  expect([...problems.values()]).toEqual([]);
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  writeFileSync(join(folder, 'options.mjs'), [...outputs.values()][0] ?? '');
  const printed = execFileSync(process.execPath, [join(folder, 'options.mjs')], { encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual({
    key: 'hf:app:findDraft(id=1,owner=Ada)|(locale=de,tenant=eu)',
    template: 'hf:app:a%7Cb:[1,2,3]|(locale=de,tenant=eu)',
    miss: 1,
    hit: 0,
    otherOrder: [1, 0],
    otherTenant: [1, 0],
    afterComputedTag: 1,
    afterPrivateTag: 1,
    afterPublicTagOfThatName: 0,
    refused: [1, 1],
    maxSize: [2, 2],
  });
});
