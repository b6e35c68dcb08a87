import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that tests start. */
export interface Program {
  readonly name: string;
  /** Name of the variable that says where it is. */
  readonly variable: string;
  /** Its package in Debian. */
  readonly debian: string;
  /** Folders besides those of PATH. */
  readonly folders?: readonly string[];
}

/** Whether tests with servers other than Redis are left out: `HOLDFAST_TEST_SERVERS=skip`. */
export const LEAVES_SERVERS_OUT = process.env.HOLDFAST_TEST_SERVERS === 'skip';

/**
 * Where the program is: as its variable says, or on PATH, or where Debian has it; on Debian as root it is installed.
 * @throws Error that says how to get it
 */
export function findProgram(program: Program): string {
  const given = process.env[program.variable];
  if (given !== undefined && given !== '') return given;
  const found = search(program);
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && search({ ...program, name: 'apt-get' }) !== undefined) {
    console.error(`${program.name} is not here; it is installed by apt-get.`);
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', program.debian], { stdio: 'inherit' });
    const installed = search(program);
    if (installed !== undefined) return installed;
  }
  throw new Error(
    `These tests start ${program.name}: install ${program.debian}, name the program in ${program.variable}, or leave them out with HOLDFAST_TEST_SERVERS=skip.`,
  );
}

function search({ name, folders = [] }: Program): string | undefined {
  const all = [...folders.flatMap((pattern) => globSync(pattern).sort().reverse()), ...path()];
  return all.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

function path(): readonly string[] {
  return process.env.PATH?.split(delimiter) ?? [];
}
