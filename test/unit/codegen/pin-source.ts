import { expect } from 'vitest';
import type { CommandProject } from './open-project.ts';

/** Makes a project with one source and records its keys. */
export async function openRecorded(
  open: (files: Readonly<Record<string, string>>) => CommandProject,
  source: string,
): Promise<CommandProject> {
  const project = open({ 'src/user.ts': source });
  expect((await project.holdfast('keys')).error).toBe('');
  return project;
}

/** A function of this name and these parameters, with a doc comment. */
export function fn(name: string, parameters: string, comment = '/** @cache ttl=10m */'): string {
  const body = 'return String(arguments.length);';
  return `${comment}\nexport async function ${name}(${parameters}): Promise<string> {\n  ${body}\n}\n`;
}

/** The keys that a manifest lists, in its order. */
export function keysOf(manifest: string): readonly string[] {
  return [...manifest.matchAll(/^ +key: (.*)$/gm)].map(([, key = '']) => key);
}
