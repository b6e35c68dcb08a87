import { expect, it } from 'vitest';
import { createProjectFinder } from '../../../transformer/src/find-project.ts';

const packages: Readonly<Record<string, unknown>> = {
  '/repo/package.json': { name: 'workspace' },
  '/repo/packages/shop/package.json': { name: '@acme/shop' },
  '/repo/packages/shop/src/package.json': { type: 'module' },
  '/repo/packages/nameless/package.json': { name: '' },
};

function createFinder(namespace?: string) {
  const read: string[] = [];
  const find = createProjectFinder({
    readJson: (path) => {
      read.push(path);
      return packages[path];
    },
    currentDirectory: '/repo',
    namespace,
  });
  return { find, read };
}

it('the namespace is the name of the nearest package that has one', () => {
  const { find } = createFinder();
  expect(find('/repo/packages/shop/src/a/user.ts')).toEqual({ namespace: '@acme/shop', path: 'src/a/user.ts' });
  expect(find('packages/nameless/user.ts')).toEqual({ namespace: 'workspace', path: 'packages/nameless/user.ts' });
});

it('the plugin option counts first, and the path is still within the package', () => {
  const { find } = createFinder('shop@2');
  expect(find('/repo/packages/shop/src/user.ts')).toEqual({ namespace: 'shop@2', path: 'src/user.ts' });
  expect(find('/elsewhere/user.ts')).toEqual({ namespace: 'shop@2', path: '../elsewhere/user.ts' });
});

it('without any name there is a diagnostic', () => {
  const { find } = createFinder();
  expect(find('/elsewhere/user.ts')).toEqual({
    code: 2012,
    slug: 'no-namespace',
    message:
      'HF2012 no-namespace: no package.json above /elsewhere/user.ts has a name, so its keys would have no namespace. Set the plugin option "namespace" in tsconfig.json.',
    start: 0,
    length: 0,
  });
});

it('each folder is looked at once', () => {
  const { find, read } = createFinder();
  find('/repo/a.ts');
  find('/repo/b.ts');
  expect(read).toEqual(['/repo/package.json', '/package.json']);
});
