import { expect, it } from 'vitest';
import { reportCases } from './report-cases.ts';

const MODULES = {
  'policies.ts': `
    export interface User { readonly id: number }
    export const keep = (user: User | null): boolean => user !== null;
    export const policies = { keep, nested: { keep } };
    export function typed(): string { return ''; }
    export default typed;`,
  'types.ts': `export type { keep } from './policies.js';\nexport { type typed as named } from './policies.js';\n`,
  'chain.ts': `export { keep as passed, named } from './types.js';\n`,
};
const PRELUDE = `
import byDefault, { type User, keep, policies, typed } from './policies.js';
import * as all from './policies.js';
import type { keep as onlyType } from './policies.js';
import { passed, named } from './chain.js';
namespace Space { export const inSpace = (): string => ''; }
import alias = Space.inSpace;
`;
const FIND = '@@export async function find(id: number, ...rest: string[]): Promise<User | null> { return null; }';
const REPO = `export class Repo {
  static eu(): string { return 'eu'; }
  tenant = (): string => 'eu';
  private region(): string { return 'eu'; }
  @@find(id: number): number { return id; }
}`;

const notInScope = (name: string): string => `unknown-function: ${name} is not in scope where find is declared.`;
const itself = (name: string, on: string): string =>
  `unusable-function: ${name} is ${on} itself. Name a function that stands outside of it, or rename one of the two.`;
const parameter = (name: string): string =>
  `unusable-function: if=${name} names the parameter ${name} of find, which is given anew in each call. Name a function that stands outside of it, or rename one of the two.`;
const typeOnly = (name: string): string =>
  `type-only-function: if=${name} uses ${name}, which is imported as a type: at run time there is nothing to call. Import ${name} without "type".`;

const CASES: readonly (readonly [lines: string, source: string, problem: string])[] = [
  ['if=keep', FIND, ''],
  ['if=policies.keep', FIND, ''],
  ['if=policies.nested.keep', FIND, ''],
  ['if=all.keep', FIND, ''],
  ['if=all.policies.keep', FIND, ''],
  ['vary=byDefault', FIND, ''],
  ['vary=typed', FIND, ''],
  ['vary=alias', FIND, ''],
  ['vary=Space.inSpace', FIND, ''],
  ['vary=Date.now', FIND, ''],
  ['vary=unknown', `declare const unknown: any;\n${FIND}`, ''],
  ['vary=this.tenant', REPO, ''],
  ['vary=this.region', REPO, ''],
  ['vary=Repo.eu', REPO, ''],
  ['vary=later', `${FIND}\nconst later = (): string => '';`, ''],
  ['if=kep', FIND, `${notInScope('if=kep')} Did you mean if=keep?`],
  ['if=nothingNear', FIND, `${notInScope('if=nothingNear')} Name a function that is in scope there.`],
  ['if=class', FIND, `${notInScope('if=class')} Name a function that is in scope there.`],
  ['if=User', FIND, `${notInScope('if=User')} Name a function that is in scope there.`],
  ['if=arguments', FIND, `${notInScope('if=arguments')} Name a function that is in scope there.`],
  [
    'vary=local',
    "@@export function find(id: number): string { const local = (): string => ''; return local() + id; }",
    `${notInScope('vary=local')} Name a function that is in scope there.`,
  ],
  [
    'vary=keep.kep',
    FIND,
    'unknown-function: vary=keep.kep finds no kep in keep, which is of type (user: User | null) => boolean. Name a function that is in scope there.',
  ],
  [
    'vary=this.tenannt',
    REPO,
    'unknown-function: vary=this.tenannt finds no tenannt in this, which is of type Repo. Did you mean vary=this.tenant?',
  ],
  [
    'vary=this.tenant',
    FIND,
    'unknown-function: vary=this.tenant reads this, which find does not have. Name a function that is in scope there.',
  ],
  ['vary=this', REPO, 'not-callable: vary=this is of type Repo, which cannot be called. Name a function.'],
  ['vary=Repo', REPO, 'not-callable: vary=Repo is of type typeof Repo, which cannot be called. Name a function.'],
  [
    'vary=undefined',
    FIND,
    'not-callable: vary=undefined is of type undefined, which cannot be called. Name a function.',
  ],
  [
    'vary=maybe',
    `declare const maybe: (() => string) | undefined;\n${FIND}`,
    'not-callable: vary=maybe is of type (() => string) | undefined, which cannot be called. Name a function.',
  ],
  ['if=find', FIND, itself('if=find', 'find')],
  [
    'if=own',
    'export const find = @@async function own(id: number): Promise<number> { return id; };',
    itself('if=own', 'find'),
  ],
  ['vary=this.find', REPO, itself('vary=this.find', 'Repo.find')],
  ['if=id', FIND, parameter('id')],
  ['if=rest', FIND, parameter('rest')],
  ['if=keep', '@@export function find({ keep }: { keep: string }): string { return keep; }', parameter('keep')],
  ['if=onlyType', FIND, typeOnly('onlyType')],
  ['if=passed', FIND, typeOnly('passed')],
  ['if=named', FIND, typeOnly('named')],
];

const reports = reportCases(
  CASES.map(([lines, source]) => ({ lines, source })),
  { prelude: PRELUDE, modules: MODULES },
);

it.each(CASES.map(([lines, source, problem], index) => ({ lines, source, problem, index })))(
  '$lines in $source',
  ({ problem, index }) => {
    expect(reports[index]).toBe(problem);
  },
);
