import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { Project, type SourceFile } from 'ts-morph';
import { expect } from 'vitest';
import { ROOT } from '../../e2e/temporary-project.ts';
import type { CommandProject } from './open-project.ts';

/** A project with 31 annotated functions and its committed manifest. */
export const FIXTURE = join(ROOT, 'fixtures/refactorings/project');

/** Opens a project for a test. */
type Open = (files: Readonly<Record<string, string>>) => CommandProject;

/** A copy of the fixture with its committed manifest, and ts-morph on it. */
export function openFixture(open: Open): { readonly project: CommandProject; readonly morph: Project } {
  const project = open({});
  cpSync(FIXTURE, project.folder, { recursive: true });
  return { project, morph: new Project({ tsConfigFilePath: join(project.folder, 'tsconfig.json') }) };
}

/** What `holdfast check` says of a project. */
export interface Refactored {
  readonly exitCode: number;
  /** `moved findUser`, `updated sortUsers: parameters`; sorted. */
  readonly changes: readonly string[];
  readonly problems: readonly string[];
}

/** Changes a project by ts-morph, as an editor would. */
export type Refactoring = (morph: Project, project: CommandProject) => void | Promise<void>;

/** Refactors a copy of the fixture, proves that it still compiles, and checks it against the committed manifest. */
export async function refactor(
  open: Open,
  change: Refactoring,
): Promise<Refactored & { readonly project: CommandProject }> {
  const { project, morph } = openFixture(open);
  await change(morph, project);
  morph.saveSync();
  expect(morph.getPreEmitDiagnostics().map((diagnostic) => diagnostic.getMessageText())).toEqual([]);
  return { ...(await check(project)), project };
}

interface Row {
  readonly change: string;
  readonly id: string;
  readonly key: string;
  readonly note: string;
}

/** Runs `holdfast check` and puts what differs into a line each. */
export async function check(project: CommandProject): Promise<Refactored> {
  const { exitCode, out, error } = await project.holdfast('check', '--json');
  expect(error).toBe('');
  const { problems, manifests }: { problems: { slug: string }[]; manifests: { changes: Row[] }[] } = JSON.parse(out);
  const changes = (manifests[0]?.changes ?? []).map(({ change, id, key, note }) => {
    const what = change === 'changed' ? `: ${key}` : '';
    return `${change} ${id}${what}${note === '' ? '' : ` (${note})`}`;
  });
  return { exitCode, changes, problems: problems.map(({ slug }) => slug) };
}

/** The source file whose path ends so. */
export function file(morph: Project, path: string): SourceFile {
  return morph.getSourceFileOrThrow((one) => one.getFilePath().endsWith(path));
}

/** Moves a file. ts-morph writes new imports without the extension that this project needs. */
export function move(source: SourceFile, to: string): void {
  source.move(to);
  for (const one of source.getProject().getSourceFiles()) {
    for (const declaration of one.getImportDeclarations()) {
      const path = declaration.getModuleSpecifierValue();
      if (!path.endsWith('.js')) declaration.setModuleSpecifier(`${path}.js`);
    }
  }
}
