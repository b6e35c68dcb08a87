import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import { createTemporaryProject, ROOT, TSPC } from './temporary-project.ts';

const HOLDFAST = join(ROOT, 'codegen/dist/esm/cli.js');

const project = createTemporaryProject({});
afterAll(project.remove);
cpSync(join(ROOT, 'fixtures/refactorings/project'), project.folder, { recursive: true });
cpSync(join(ROOT, 'fixtures/refactorings/print-keys.ts'), join(project.folder, 'src/print-keys.ts'));
project.link('holdfast', 'runtime');
project.link('@holdfast/transformer', 'transformer');
project.link('@types/node', 'node_modules/@types/node');
project.link('typescript', 'node_modules/typescript');

const KEYS = `hf:shop:report(year=2026)
hf:shop:orders.get(id=a-1)
hf:shop:orders.list(page=2,size=3,userId=1)
hf:shop:orders.total(userId=1)
hf:shop:priceOf(currency=EUR,sku=a)
hf:shop:discountOf(quantity=3,sku=a)
hf:shop:rate:EUR:USD
hf:shop:roundOf(currency=EUR)
hf:shop:zoneOf(address=(country=FR,street=Rue%20A,zip="1"))
hf:shop:costOf(grams=2,isExpress=true,zone=1)
hf:shop:carrierOf(zone=1)
hf:shop:stockOf(sku=a)
hf:shop:stockOfAll(skus=[a,b])
hf:shop:warehouses(near=(lat=1,lon=2))
hf:shop:reserve(quantity=1,sku=a)
hf:shop:findUser(id=1,teamId=7)
hf:shop:countUsers()
hf:shop:nameOf(user=(id=1,name=Ada))
hf:shop:user:1:en
hf:shop:listUsers(filter=(tags=[x]),limit=10)
hf:shop:sortUsers(order=age)
hf:shop:searchUsers(words=ada)
hf:shop:listTags()
hf:shop:mayRead(path=%2Fusers,role=admin,userId=1)
hf:shop:mayWrite(role=guest,userId=1)
hf:shop:roles.of(userId=1)
hf:shop:UserRepo.find(id=1)
hf:shop:UserRepo.findByName(isExact=true,name=Ada)
hf:shop:team:7:members
hf:shop:UserRepo.oldest(limit=3)
hf:shop:UserRepo.newest(limit=3,since=@1970-01-01T00%3A00%3A00.000Z)
`;

it('bundled and minified, the functions have the keys that they had, and verify finds them all', async () => {
  expect(project.run('node', TSPC, '--types', 'node')).toEqual({ exitCode: 0, out: '', error: '' });
  expect(project.run('node', 'dist/print-keys.js')).toEqual({ exitCode: 0, out: KEYS, error: '' });
  const bundled = await build({
    absWorkingDir: project.folder,
    entryPoints: ['dist/print-keys.js'],
    outfile: 'bundle/main.js',
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  });
  expect({ errors: bundled.errors, warnings: bundled.warnings }).toEqual({ errors: [], warnings: [] });
  expect(/\b(?:findUser|discountOf)\b\s*\(/.test(project.read('bundle/main.js'))).toBe(false);
  expect(project.run('node', 'bundle/main.js')).toEqual({ exitCode: 0, out: KEYS, error: '' });
  for (const folder of ['dist', 'bundle']) {
    expect(project.run('node', HOLDFAST, 'verify', folder)).toEqual({
      exitCode: 0,
      out: `${folder}: 31 functions, all transformed and as recorded in holdfast.keys.yaml.\n`,
      error: '',
    });
  }
});
