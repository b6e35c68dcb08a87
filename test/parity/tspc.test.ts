import { expect, it } from 'vitest';
import { createTemporaryProject, type TemporaryProject, TSPC } from '../e2e/temporary-project.ts';

const SETTINGS = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    rootDir: 'src',
    outDir: 'dist',
    types: [],
    plugins: [{ transform: '@holdfast/transformer' }],
  },
  include: ['src'],
};

/** A project of a user, with the packages as they are built. */
function createProject(files: Readonly<Record<string, string>>): TemporaryProject {
  const project = createTemporaryProject({
    'package.json': '{ "name": "app", "type": "module" }',
    'tsconfig.json': JSON.stringify(SETTINGS),
    ...files,
  });
  project.link('holdfast', 'runtime');
  project.link('@holdfast/transformer', 'transformer');
  return project;
}

const FIND = `
const runs = { count: 0 };

/** @cache */
async function find(id: number): Promise<string> {
  return \`\${id}: run \${++runs.count}\`;
}

export const results = [await find(1), await find(1)];
`;

it('T-01: tspc sees a tag in a comment that the compiler itself has no use for', () => {
  const project = createProject({ 'src/main.ts': FIND });
  try {
    expect(project.run('node', TSPC, '-p', '.')).toEqual({ exitCode: 0, out: '', error: '' });
    const print = "import('./dist/main.js').then(({ results }) => process.stdout.write(results.join()))";
    expect(project.run('node', '-e', print)).toEqual({ exitCode: 0, out: '1: run 1,1: run 1', error: '' });
  } finally {
    project.remove();
  }
});

const REFUSED = `
/** @cache ttll=10m */
export async function misspelled(id: number) { return id; }

/** @cache ttl=10 */
export async function unitless(id: number) { return id; }

/** @cache ttl=-5s */
export async function negative(id: number) { return id; }

/**
 * @cache
 * @key user:{uid}
 */
export async function unknownInKey(id: number) { return id; }

/**
 * @cache
 * @tag user:{uid}
 */
export async function unknownInTag(id: number) { return id; }

/**
 * @cache
 * @cache
 */
export async function twice(id: number) { return id; }

export class Account {
  /** @cache */
  constructor() {}

  /** @cache */
  *pages(): Generator<number> {}

  /** @cache */
  set name(_name: string) {}
}

/** @batch id */
export async function loadOne(id: number) { return [id]; }
`;

it('T-06: each mistake is one error with file, line and column, and the build fails', () => {
  const project = createProject({ 'src/refused.ts': REFUSED });
  try {
    const { exitCode, out, error } = project.run('node', TSPC, '-p', '.', '--pretty', 'false');
    const told = out
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^(\S+: error \S+ HF\d+ \S+): .*$/, '$1'));
    expect({ exitCode, error, told }).toEqual({
      exitCode: 2,
      error: '',
      told: [
        'src/refused.ts(2,12): error TS991001: HF1001 unknown-option',
        'src/refused.ts(5,16): error TS991003: HF1003 duration-without-unit',
        'src/refused.ts(8,16): error TS991004: HF1004 duration-not-positive',
        'src/refused.ts(13,14): error TS991201: HF1201 unknown-hole',
        'src/refused.ts(19,14): error TS991201: HF1201 unknown-hole',
        'src/refused.ts(25,4): error TS991008: HF1008 duplicate-tag',
        'src/refused.ts(30,7): error TS991304: HF1304 constructor',
        'src/refused.ts(33,7): error TS991302: HF1302 generator',
        'src/refused.ts(36,7): error TS991303: HF1303 accessor',
        'src/refused.ts(41,31): error TS991261: HF1261 batched-no-list',
      ],
    });
  } finally {
    project.remove();
  }
});
