import { afterEach } from 'vitest';
import { runCommandLine } from '../../../codegen/src/run-command-line.ts';
import { createTemporaryProject, type TemporaryProject } from '../../e2e/temporary-project.ts';

/** What a command printed, and how it ended. */
export interface CommandOutcome {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

/** A project on disk, and the command line in this process. */
export interface CommandProject extends TemporaryProject {
  readonly holdfast: (...args: readonly string[]) => Promise<CommandOutcome>;
  /** In a folder below the project, with a terminal that shows what a terminal is shown. */
  readonly holdfastIn: (place: Partial<Place>, ...args: readonly string[]) => Promise<CommandOutcome>;
}

interface Place {
  readonly folder: string;
  readonly hasColors: boolean;
  readonly showsProgress: boolean;
  readonly environment: Readonly<Record<string, string>>;
}

const TSCONFIG = `{
  "compilerOptions": {
    "module": "nodenext",
    "target": "es2022",
    "lib": ["es2022"],
    "types": [],
    "strict": true,
    "skipLibCheck": true,
    "rootDir": "src",
    "outDir": "dist"
  },
  "include": ["src"]
}
`;

/** Gives what opens projects for the tests of a file; each is removed behind its test. */
export function useProjects(): (files: Readonly<Record<string, string>>) => CommandProject {
  const opened: CommandProject[] = [];
  afterEach(() => {
    for (const project of opened.splice(0)) project.remove();
  });
  return (files) => {
    const project = openProject(files);
    opened.push(project);
    return project;
  };
}

/** Makes a project named `app` of these files; tsconfig.json and package.json need not be given. */
function openProject(files: Readonly<Record<string, string>>): CommandProject {
  const project = createTemporaryProject({
    'package.json': '{ "name": "app", "type": "module" }\n',
    'tsconfig.json': TSCONFIG,
    ...files,
  });
  project.link('typescript', 'node_modules/typescript');
  const holdfastIn = async (place: Partial<Place>, ...args: readonly string[]): Promise<CommandOutcome> => {
    let out = '';
    let error = '';
    const exitCode = await runCommandLine(args, {
      out: (text) => {
        out += text;
      },
      error: (text) => {
        error += text;
      },
      directory: `${project.folder}/${place.folder ?? ''}`.replace(/\/$/, ''),
      environment: place.environment ?? {},
      hasColors: place.hasColors ?? false,
      showsProgress: place.showsProgress ?? false,
    });
    return { exitCode, out, error };
  };
  return { ...project, holdfastIn, holdfast: (...args) => holdfastIn({}, ...args) };
}

/** `export async function findUser(teamId: number, id: number): Promise<string>` with a doc comment. */
export const FIND_USER = `/**
 * Finds a user.
 * @cache ttl=10m
 */
export async function findUser(teamId: number, id: number): Promise<string> {
  return \`\${teamId} \${id}\`;
}
`;
