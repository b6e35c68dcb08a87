import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Redis } from 'ioredis';
import { afterAll, expect } from 'vitest';
import { findProgram, LEAVES_SERVERS_OUT } from '../servers/find-program.ts';
import { beforeAll, beforeEach, casesUnless, describe, it } from '../servers/redis-cases.ts';
import { LEAVES_REDIS_OUT, type RedisServer, startRedisServer } from '../servers/redis-server.ts';
import type { Call } from './entity-service/src/worker.ts';
import { readBlocks } from './markdown-blocks.ts';
import { ServiceProcess } from './service-process.ts';
import { createTemporaryProject, ROOT, type TemporaryProject, TSPC } from './temporary-project.ts';

/*
 * A service that tspc built, in three processes on one Redis. Their rows are in a file that they share; a body that runs is
 * told, in whichever process it does.
 */

const SERVICE = join(ROOT, 'test/e2e/entity-service');
const ROWS = [
  { id: 1, name: 'Ada', team: 7 },
  { id: 2, name: 'Bob', team: 7 },
  { id: 3, name: 'Cleo', team: 8 },
];

/** Calls that hold user 2, that hold others, that hold nobody. */
const CALLS: readonly Call[] = [
  ['find', 1],
  ['find', 2],
  ['find', 9],
  ['listTeam', 7],
  ['listTeam', 8],
  ['greet', 1],
  ['greet', 2],
  ['motto'],
];

interface Started {
  readonly server: RedisServer;
  /** A connection behind the processes' backs. */
  readonly behind: Redis;
  readonly project: TemporaryProject;
  readonly processes: readonly [ServiceProcess, ServiceProcess, ServiceProcess];
}

const started: { -readonly [Name in keyof Started]?: Started[Name] } = {};

function current(): Started {
  const { server, behind, project, processes } = started;
  if (server === undefined || behind === undefined || project === undefined || processes === undefined) {
    throw new Error('the processes run only while cases do');
  }
  return { server, behind, project, processes };
}

function buildService(): TemporaryProject {
  const files = globSync(['*.json', 'src/*.ts'], { cwd: SERVICE });
  const project = createTemporaryProject(
    Object.fromEntries(files.map((path) => [path, readFileSync(join(SERVICE, path), 'utf8')])),
  );
  project.link('holdfast', 'runtime');
  project.link('@holdfast/transformer', 'transformer');
  project.link('@types/node', 'node_modules/@types/node');
  expect(project.run('node', TSPC, '-p', '.')).toEqual({ exitCode: 0, out: '', error: '' });
  return project;
}

/** The rows that each case starts with. */
function fill(project: TemporaryProject): void {
  const rows = new DatabaseSync(join(project.folder, 'people.db'));
  rows.exec('CREATE TABLE IF NOT EXISTS user (id INTEGER PRIMARY KEY, name TEXT, team INTEGER); DELETE FROM user');
  const insert = rows.prepare('INSERT INTO user (id, name, team) VALUES (?, ?, ?)');
  for (const { id, name, team } of ROWS) insert.run(id, name, team);
  rows.close();
}

beforeAll(async () => {
  const server = await startRedisServer();
  Object.assign(started, { server, behind: new Redis(server.url) });
  started.project = buildService();
  fill(started.project);
  const { folder } = started.project;
  const start = () => ServiceProcess.start(folder, server.url);
  started.processes = await Promise.all([start(), start(), start()]);
});

afterAll(async () => {
  await Promise.all((started.processes ?? []).map((one) => one.end()));
  started.project?.remove();
  started.behind?.disconnect();
  await started.server?.stop();
});

describe('three processes on one Redis', () => {
  beforeEach(async () => {
    const { project, processes } = current();
    fill(project);
    await current().behind.flushall();
    const [first, ...others] = processes;
    expect((await first.call(...CALLS)).ran).toEqual(CALLS.map((call) => call.join(' ')));
    for (const other of others) expect((await other.call(...CALLS)).ran).toEqual([]);
  });

  it('run again exactly what held a user that one of them renamed, once for all of them', async () => {
    const [a, b, c] = current().processes;
    expect((await a.call(['rename', 2, 'Grace'])).answers).toEqual([{ id: 2, name: 'Grace', team: 7 }]);
    const inB = await b.call(...CALLS);
    expect(inB.ran).toEqual(['find 2', 'listTeam 7', 'greet 2']);
    const answers = [
      { id: 1, name: 'Ada', team: 7 },
      { id: 2, name: 'Grace', team: 7 },
      null,
      { users: [ROWS[0], { id: 2, name: 'Grace', team: 7 }], total: 2 },
      { users: [ROWS[2]], total: 1 },
      'Hello Ada',
      'Hello Grace',
      'hold fast',
    ];
    expect(inB.answers).toEqual(answers);
    expect(await c.call(...CALLS)).toEqual({ answers, ran: [] });
    expect(await a.call(...CALLS)).toEqual({ answers, ran: [] });
  });

  it('run again what lists users when one of them adds one, and what knew of none', async () => {
    const [a, b, c] = current().processes;
    await c.call(['add', { id: 9, name: 'Linus', team: 8 }]);
    const { ran, answers } = await a.call(...CALLS);
    expect(ran).toEqual(['find 9', 'listTeam 7', 'listTeam 8']);
    expect(answers.slice(2, 5)).toEqual([
      { id: 9, name: 'Linus', team: 8 },
      { users: ROWS.slice(0, 2), total: 2 },
      { users: [ROWS[2], { id: 9, name: 'Linus', team: 8 }], total: 2 },
    ]);
    expect((await b.call(...CALLS)).ran).toEqual([]);
  });

  it('go by what a writer was told where its body failed after it had written', async () => {
    const [a, b] = current().processes;
    expect((await a.call(['remove', 2])).answers).toEqual(['Error: the mail about it could not be sent']);
    const { ran, answers } = await b.call(...CALLS);
    expect(ran).toEqual(['find 2', 'find 9', 'listTeam 7', 'listTeam 8', 'greet 2']);
    expect(answers[1]).toBe(null);
  });

  it('never serve what one of them had read before another one renamed, however late it is stored', async () => {
    const [a, b, c] = current().processes;
    await b.call(['rename', 2, 'Eve']);
    await a.tell({ do: 'close' });
    const slow = a.call(['find', 2]);
    await a.tell({ do: 'reach' });
    await b.call(['rename', 2, 'Grace']);
    await a.tell({ do: 'open' });
    // Its caller had asked before the second name was there.
    expect((await slow).answers).toEqual([{ id: 2, name: 'Eve', team: 7 }]);
    const grace = [{ id: 2, name: 'Grace', team: 7 }];
    expect(await c.call(['find', 2])).toEqual({ answers: grace, ran: ['find 2'] });
    expect(await a.call(['find', 2])).toEqual({ answers: grace, ran: [] });
  });

  it('X-17: one that never called a function ends an entry of it', async () => {
    const { folder } = current().project;
    const [a] = current().processes;
    const fresh = await ServiceProcess.start(folder, current().server.url);
    try {
      expect((await fresh.tell({ do: 'end', id: 1 })).answers).toEqual([true]);
      expect((await a.call(...CALLS)).ran).toEqual(['find 1']);
    } finally {
      await fresh.end();
    }
  });

  it('run again what the command line names', async () => {
    const { project, processes, server } = current();
    const [a, b] = processes;
    const holdfast = join(ROOT, 'codegen/dist/esm/cli.js');
    const invalidate = (...args: readonly string[]) =>
      project.run('node', holdfast, 'invalidate', ...args, '--store', server.url).out;
    expect(invalidate('entity', 'user', '2')).toBe(`Invalidated user 2 under hf in ${server.url}.\n`);
    expect((await a.call(...CALLS)).ran).toEqual(['find 2', 'listTeam 7', 'greet 2']);
    expect(invalidate('entity', 'user')).toBe(`Invalidated the collection of user under hf in ${server.url}.\n`);
    expect((await b.call(...CALLS)).ran).toEqual(['find 9', 'listTeam 7', 'listTeam 8']);
    expect(invalidate('key', 'hf:people:motto()')).toBe(`Ended hf:people:motto() in ${server.url}.\n`);
    expect((await b.call(...CALLS)).ran).toEqual(['motto']);
  });

  const needsPython = casesUnless(LEAVES_REDIS_OUT || LEAVES_SERVERS_OUT, 'Redis and Python');

  needsPython.it('run again what a program in Python names, by the script of the package', async () => {
    const { project, processes, server } = current();
    for (const { language, text } of readBlocks(readFileSync(join(ROOT, 'docs/other-languages.md'), 'utf8'))) {
      if (language === 'python') project.write(/^# (\S+)\n/.exec(text)?.[1] ?? '', text);
    }
    project.write('invalidate.lua', readFileSync(join(ROOT, 'runtime/dist/invalidate.lua'), 'utf8'));
    const python = findProgram({ name: 'python3', variable: 'PYTHON', debian: 'python3' });
    expect(project.run(python, 'rename.py', '127.0.0.1', String(server.port), 'user', '2')).toEqual({
      exitCode: 0,
      out: '',
      error: '',
    });
    const [a, b] = processes;
    expect((await b.call(...CALLS)).ran).toEqual(['find 2', 'listTeam 7', 'greet 2']);
    expect((await a.call(...CALLS)).ran).toEqual([]);
  });
});
