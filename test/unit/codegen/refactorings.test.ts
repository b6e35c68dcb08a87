import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SyntaxKind } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { useProjects } from './open-project.ts';
import { FIXTURE, file, move, openFixture, type Refactoring, refactor } from './open-refactoring.ts';

const open = useProjects();

describe('the fixture', () => {
  it('has its manifest committed, which is written byte for byte the same here', async () => {
    const { project } = openFixture(open);
    expect(await project.holdfast('keys')).toEqual({
      exitCode: 0,
      out: 'holdfast.keys.yaml: 31 functions, nothing to write.\n',
      error: '',
    });
    expect(project.read('holdfast.keys.yaml')).toBe(readFileSync(join(FIXTURE, 'holdfast.keys.yaml'), 'utf8'));
  });
});

describe('a refactoring that changes no key', () => {
  it.each<[string, Refactoring, readonly string[]]>([
    [
      'rename a file',
      (morph) => {
        move(file(morph, 'src/shop/prices.ts'), 'money.ts');
      },
      ['moved discountOf', 'moved priceOf', 'moved rateOf', 'moved roundOf'],
    ],
    [
      'move a file to another folder',
      (morph) => {
        move(file(morph, 'src/shop/shipping.ts'), '../users/shipping.ts');
      },
      ['moved carrierOf', 'moved costOf', 'moved zoneOf'],
    ],
    [
      'move a function to another file',
      (morph) => {
        const moved = file(morph, 'find-user.ts').getFunctionOrThrow('greetUser');
        file(morph, 'permissions.ts').addStatements(moved.getFullText());
        moved.remove();
      },
      ['moved greetUser'],
    ],
    [
      'reorder parameters and the arguments of callers',
      (morph) => {
        const fn = file(morph, 'find-user.ts').getFunctionOrThrow('findUser');
        fn.getParameters()[1]?.remove();
        fn.insertParameter(0, { name: 'id', type: 'number' });
        const call = file(morph, 'report.ts').getDescendantsOfKind(SyntaxKind.CallExpression)[0];
        call?.removeArgument(1);
        call?.insertArgument(0, '1');
      },
      ['updated findUser (parameters)'],
    ],
    [
      'add x?: T',
      (morph) => {
        file(morph, 'prices.ts')
          .getFunctionOrThrow('priceOf')
          .addParameter({ name: 'at', type: 'Date', hasQuestionToken: true });
      },
      ['updated priceOf (parameters)'],
    ],
    [
      'rename a local',
      (morph) => {
        file(morph, 'find-user.ts').getFunctionOrThrow('findUser').getVariableDeclarationOrThrow('found').rename('hit');
      },
      [],
    ],
    [
      'reformat',
      (morph) => {
        for (const one of morph.getSourceFiles()) {
          one.formatText({ indentSize: 7, insertSpaceAfterOpeningAndBeforeClosingNonemptyBraces: false });
          one.replaceWithText(
            one.getFullText().replaceAll('{ lat: number; lon: number }', '{\n  lat: number,\n  lon: number,\n}'),
          );
        }
      },
      [],
    ],
    [
      'turn a function into an arrow',
      (morph) => {
        const fn = file(morph, 'stock.ts').getFunctionOrThrow('reserve');
        const body = fn.getBodyText();
        fn.replaceWithText(
          `/** @cache ttl=10s */\nexport const reserve = async (sku: string, quantity: number): Promise<boolean> => {\n${body}\n};`,
        );
      },
      [],
    ],
    [
      'turn an arrow into a function',
      (morph) => {
        const statement = file(morph, 'list-users.ts').getVariableStatementOrThrow('listTags');
        statement.replaceWithText(
          "/** @cache ttl=1h */\nexport function listTags(): string[] {\n  return ['a', 'b'];\n}",
        );
      },
      [],
    ],
    [
      'extract to a class, with id=',
      (morph) => {
        const fn = file(morph, 'permissions.ts').getFunctionOrThrow('mayWrite');
        const body = fn.getBodyText();
        fn.remove();
        file(morph, 'permissions.ts').addStatements(
          `export class Permissions {\n  /** @cache ttl=30s id=mayWrite */\n  static async write(userId: number, role: Role): Promise<boolean> {\n${body}\n  }\n}`,
        );
      },
      ['updated mayWrite (kind function -> static)'],
    ],
    [
      'take a method out of its class, with id=',
      (morph) => {
        const source = file(morph, 'user-repo.ts');
        const method = source.getClassOrThrow('UserRepo').getStaticMethodOrThrow('oldest');
        const body = method.getBodyText();
        method.remove();
        source.addStatements(
          `/** @cache ttl=1h id=UserRepo.oldest */\nexport async function oldest(limit: number): Promise<User[]> {\n${body}\n}`,
        );
      },
      ['updated UserRepo.oldest (kind static -> function)'],
    ],
    [
      'rename a type, of results and of parameters',
      (morph) => {
        file(morph, '/user.ts').getInterfaceOrThrow('User').rename('Account');
        file(morph, '/user.ts').getInterfaceOrThrow('UserFilter').rename('AccountFilter');
        file(morph, '/user.ts').getTypeAliasOrThrow('SortOrder').rename('Order');
      },
      ['updated listUsers (parameters)', 'updated sortUsers (parameters)'],
    ],
    [
      'reorder the fields of a result',
      (morph) => {
        file(morph, '/user.ts').getInterfaceOrThrow('User').getPropertyOrThrow('team').setOrder(0);
        file(morph, 'prices.ts').getInterfaceOrThrow('Money').getPropertyOrThrow('currency').setOrder(0);
      },
      [],
    ],
    [
      'reorder the fields of a parameter',
      (morph) => {
        file(morph, 'shipping.ts').getInterfaceOrThrow('Address').getPropertyOrThrow('country').setOrder(0);
      },
      [],
    ],
    [
      'turn an interface into a type',
      (morph) => {
        const source = file(morph, 'shipping.ts');
        source
          .getInterfaceOrThrow('Address')
          .replaceWithText('type Address = { street: string; zip: string } & { country: string };');
      },
      [],
    ],
  ])('%s', async (_, change, changes) => {
    const { exitCode, problems, changes: found } = await refactor(open, change);
    expect({ exitCode, problems, found }).toEqual({ exitCode: 0, problems: [], found: changes });
  });
});
