import { afterEach, expect, it } from 'vitest';
import { COMPILERS, createHostProject, type HostedProject } from './host-project.ts';

const MAIN = `import { configure, dispose, on } from 'holdfast';
import { sqliteStore } from 'holdfast/sqlite';
import { findUser } from './user.js';

async function main(): Promise<void> {
  await configure({ store: sqliteStore('cache.db') });
  on('miss', ({ reason }) => console.log('miss:', reason));
  console.log(await findUser(1));
  await dispose();
}
main();
`;

/** A version of the service, whose result has these fields. */
function version(fields: string, value: string, options = ''): string {
  return `export interface User { ${fields} }

/** @cache ttl=1h${options} */
export async function findUser(id: number): Promise<User> {
  return { id, ${value} };
}
`;
}

const projects: HostedProject[] = [];
afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

it('an entry that an older deployment stored is a miss where the result has another shape, and served with shape=any', () => {
  const [, , compiler] = COMPILERS;
  if (compiler === undefined) throw new Error('there is no compiler');
  const project = createHostProject(compiler, { type: 'module', files: { 'src/main.ts': MAIN } });
  projects.push(project);
  const deploy = (source: string): string => {
    project.write('src/user.ts', source);
    expect(project.tspc()).toEqual({ exitCode: 0, out: '', error: '' });
    const { exitCode, out, error } = project.run('node', 'dist/main.js');
    expect({ exitCode, error }).toEqual({ exitCode: 0, error: '' });
    return out;
  };
  const before = version('id: number; name: string', "name: 'Ada'");
  const after = version('id: number; name: string; admin: boolean', "name: 'Ada', admin: true");
  expect(deploy(before)).toBe("miss: absent\n{ id: 1, name: 'Ada' }\n");
  expect(deploy(before.replace('id: number; name: string', 'name: string; id: number'))).toBe(
    "{ id: 1, name: 'Ada' }\n",
  );
  expect(deploy(after)).toBe("miss: shape\n{ id: 1, name: 'Ada', admin: true }\n");
  const any = version('id: number; name: string', "name: 'Ada'", ' shape=any');
  expect(deploy(any)).toBe("{ id: 1, name: 'Ada', admin: true }\n");
});
