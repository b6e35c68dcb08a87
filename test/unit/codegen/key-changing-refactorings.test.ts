import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { type CommandProject, useProjects } from './open-project.ts';
import { check, file, type Refactoring, refactor } from './open-refactoring.ts';

const open = useProjects();

interface Drifting {
  readonly change: Refactoring;
  readonly problems: readonly string[];
  readonly changes: readonly string[];
  /** The arguments of `keys pin`. */
  readonly pin: readonly string[];
}

describe('a refactoring that changes a key is reported, and a pin takes it back', () => {
  it.each<[string, Drifting]>([
    [
      'rename a function',
      {
        change: (morph) => {
          file(morph, 'find-user.ts').getFunctionOrThrow('findUser').rename('loadUser');
        },
        problems: ['gone-function', 'new-function'],
        changes: ['gone findUser', 'new loadUser'],
        pin: ['findUser=loadUser'],
      },
    ],
    [
      'rename a method',
      {
        change: (morph) => {
          file(morph, 'user-repo.ts').getClassOrThrow('UserRepo').getMethodOrThrow('findByName').rename('named');
        },
        problems: ['gone-function', 'new-function'],
        changes: ['gone UserRepo.findByName', 'new UserRepo.named'],
        pin: ['UserRepo.findByName=UserRepo.named'],
      },
    ],
    [
      'rename a parameter',
      {
        change: (morph) => {
          file(morph, 'prices.ts').getFunctionOrThrow('discountOf').getParameterOrThrow('quantity').rename('count');
        },
        problems: ['changed-key'],
        changes: [
          'changed discountOf: discountOf(quantity,sku) -> discountOf(count,sku) (quantity is gone; count is new)',
        ],
        pin: ['discountOf'],
      },
    ],
    [
      'rename a parameter of a template',
      {
        change: (morph) => {
          const fn = file(morph, 'find-user.ts').getFunctionOrThrow('greetUser');
          fn.getParameterOrThrow('lang').rename('language');
          fn.getJsDocs()[0]?.replaceWithText('/**\n * @cache ttl=30s\n * @key user:{id}:{language}\n */');
        },
        problems: ['changed-key'],
        changes: ['changed greetUser: user:{id}:{lang} -> user:{id}:{language} (the template is another)'],
        pin: [],
      },
    ],
    [
      "change a parameter's type",
      {
        change: (morph) => {
          const fn = file(morph, 'permissions.ts').getFunctionOrThrow('rolesOf');
          fn.getParameterOrThrow('userId').setType('string');
          fn.setBodyText("return userId === '1' ? ['admin'] : ['guest'];");
        },
        problems: ['changed-key'],
        changes: [
          'changed roles.of: roles.of(userId: number) -> roles.of(userId: string) (the type of userId was number and is string)',
        ],
        pin: ['roles.of'],
      },
    ],
    [
      "change a field of a parameter's type",
      {
        change: (morph) => {
          file(morph, 'shipping.ts').getInterfaceOrThrow('Address').getPropertyOrThrow('zip').setType('number');
        },
        problems: ['changed-key'],
        changes: [
          'changed zoneOf: zoneOf(address: Address) -> zoneOf(address: Address) (the type Address of address has another shape, { country: string; street: string; zip: number } in place of { country: string; street: string; zip: string })',
        ],
        pin: [],
      },
    ],
    [
      'add a required parameter',
      {
        change: (morph) => {
          file(morph, 'stock.ts').getFunctionOrThrow('stockOf').addParameter({ name: 'store', type: 'number' });
        },
        problems: ['changed-key'],
        changes: ['changed stockOf: stockOf(sku) -> stockOf(sku,store) (store is new)'],
        pin: ['stockOf'],
      },
    ],
    [
      'add a parameter with a default',
      {
        change: (morph) => {
          file(morph, 'stock.ts').getFunctionOrThrow('stockOf').addParameter({ name: 'store', initializer: '1' });
        },
        problems: ['changed-key'],
        changes: ['changed stockOf: stockOf(sku) -> stockOf(sku,store) (store is new)'],
        pin: ['stockOf'],
      },
    ],
  ])('%s', async (_, { change, problems, changes, pin }) => {
    const { project, ...found } = await refactor(open, change);
    expect(found).toEqual({ exitCode: 1, problems, changes });
    const recorded = keysOf(project);
    expect((await project.holdfast('keys', 'pin', ...pin)).exitCode).toBe(0);
    expect(await check(project)).toEqual({ exitCode: 0, problems: [], changes: [] });
    // The same key; that it is the same bytes was proved before the source was written.
    expect(keysOf(project).map(withoutNames)).toEqual(recorded.map(withoutNames));
    const morph = new Project({ tsConfigFilePath: join(project.folder, 'tsconfig.json') });
    expect(morph.getPreEmitDiagnostics().map((diagnostic) => diagnostic.getMessageText())).toEqual([]);
  });

  it('a deleted function and a new one of the same signature are never one', async () => {
    const { project, ...found } = await refactor(open, (morph) => {
      file(morph, 'stock.ts').getFunctionOrThrow('stockOf').remove();
      file(morph, 'stock.ts').addStatements(
        '/** @cache ttl=10s null=skip */\nexport async function priceIn(sku: string): Promise<number | null> {\n  return sku.length;\n}',
      );
    });
    expect(found).toEqual({
      exitCode: 1,
      problems: ['new-function', 'gone-function'],
      changes: ['new priceIn', 'gone stockOf'],
    });
    await project.holdfast('keys');
    expect(await check(project)).toEqual({ exitCode: 1, problems: ['gone-function'], changes: ['gone stockOf'] });
    await project.holdfast('keys', 'pin');
    expect(await check(project)).toEqual({ exitCode: 1, problems: ['gone-function'], changes: ['gone stockOf'] });
  });

  it('a file that is renamed together with its function', async () => {
    const { exitCode, changes } = await refactor(open, (morph, project) => {
      file(morph, 'find-user.ts').getFunctionOrThrow('countUsers').rename('tally');
      morph.saveSync();
      renameSync(join(project.folder, 'src/users/find-user.ts'), join(project.folder, 'src/users/users.ts'));
      const report = file(morph, 'report.ts');
      report.replaceWithText(report.getFullText().replace('users/find-user.js', 'users/users.js'));
      morph.removeSourceFile(file(morph, 'find-user.ts'));
      morph.addSourceFileAtPath(join(project.folder, 'src/users/users.ts'));
    });
    expect({ exitCode, changes }).toEqual({
      exitCode: 1,
      changes: ['gone countUsers', 'moved findUser', 'moved greetUser', 'moved nameOf', 'new tally'],
    });
  });
});

function keysOf(project: CommandProject): readonly string[] {
  return [...project.read('holdfast.keys.yaml').matchAll(/^ +key: (.*)$/gm)].map(([, key = '']) => key);
}

/** `discountOf(quantity,sku)` and `discountOf(quantity={count},sku={sku})` are the same key: the holes are gone here. */
function withoutNames(key: string): string {
  return key.replaceAll(/=?\{[^{}]*\}/g, (hole) => (hole.startsWith('=') ? '' : '{}'));
}
