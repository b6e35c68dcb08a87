import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The environment without what npm tells the scripts it runs: an npm started in a test is one of its own. */
export const PLAIN_ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_')),
);

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly out: string;
  readonly error: string;
}

/** A project outside of the repository, as a user has one. `remove` it when done. */
export interface TemporaryProject {
  readonly folder: string;
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
  /** Makes `node_modules/<name>` a link to a folder of the repository. */
  readonly link: (name: string, target: string) => void;
  /** Runs a command in the project; `node` is the Node that runs the tests. */
  readonly run: (command: string, ...args: readonly string[]) => Outcome;
  readonly remove: () => void;
}

/** Makes an empty project with these files. */
export function createTemporaryProject(files: Readonly<Record<string, string>>): TemporaryProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-')));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    folder,
    write,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    link: (name, target) => {
      const place = join(folder, 'node_modules', name);
      mkdirSync(dirname(place), { recursive: true });
      symlinkSync(join(ROOT, target), place);
    },
    run: (command, ...args) => {
      const program = command === 'node' ? process.execPath : command;
      const result = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env: PLAIN_ENVIRONMENT });
      if (result.error !== undefined) throw result.error;
      return { exitCode: result.status, out: result.stdout, error: result.stderr };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Path of a tool of the repository, to be run by Node. */
export const TSPC = join(ROOT, 'node_modules/ts-patch/bin/tspc.js');
