import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useProjects } from './open-project.ts';
import { openRecorded } from './pin-source.ts';

const open = useProjects();

describe('a pin touches the doc comment and nothing else', () => {
  const renamed = 'export async function find(userId: number): Promise<string> {\n  return "";\n}\n';
  const original = renamed.replace('userId', 'id');

  it.each([
    [
      'a comment of several lines',
      '/**\n * Text.\n * @cache ttl=10m\n * @deprecated no\n */\n',
      '/**\n * Text.\n * @cache ttl=10m\n * @key find(id={userId})\n * @deprecated no\n */\n',
    ],
    [
      'a comment that ends behind its tag',
      '/**\n * @cache ttl=10m */\n',
      '/**\n * @cache ttl=10m\n * @key find(id={userId}) */\n',
    ],
    [
      'a comment that begins with its tag',
      '/** @cache ttl=10m\n *  @tag x */\n',
      '/** @cache ttl=10m\n * @key find(id={userId})\n *  @tag x */\n',
    ],
    ['a comment without stars', '/**\n  @cache ttl=10m\n*/\n', '/**\n  @cache ttl=10m\n  @key find(id={userId})\n*/\n'],
    [
      'prose behind the tag',
      '/** @cache ttl=10m - for a while */\n',
      '/**\n * @cache ttl=10m - for a while\n * @key find(id={userId})\n */\n',
    ],
    ['a comment beside the code', '/** @cache ttl=10m */ ', '/** @cache ttl=10m */ /** @key find(id={userId}) */ '],
    [
      'a comment behind other code',
      'const a = 1; /** @cache ttl=10m */\n',
      'const a = 1; /** @cache ttl=10m */ /** @key find(id={userId}) */\n',
    ],
    [
      'two comments',
      '/** @cache ttl=10m */\n/** Text. */\n',
      '/**\n * @cache ttl=10m\n * @key find(id={userId})\n */\n/** Text. */\n',
    ],
  ])('%s', async (_, before, after) => {
    const project = await openRecorded(open, before + original);
    project.write('src/user.ts', before + renamed);
    expect((await project.holdfast('keys', 'pin')).exitCode).toBe(0);
    expect(project.read('src/user.ts')).toBe(after + renamed);
    expect((await project.holdfast('check')).exitCode).toBe(0);
  });

  it('a method, with its indentation', async () => {
    const source = (parameter: string, comment: string): string =>
      `export class Repo {\n  ${comment}\n  async find(${parameter}: number): Promise<string> {\n    return '';\n  }\n}\n`;
    const project = await openRecorded(open, source('id', '/** @cache ttl=10m */'));
    project.write('src/user.ts', source('userId', '/** @cache ttl=10m */'));
    await project.holdfast('keys', 'pin');
    expect(project.read('src/user.ts')).toBe(
      source('userId', '/**\n   * @cache ttl=10m\n   * @key Repo.find(id={userId})\n   */'),
    );
  });

  it('keeps Windows line ends, a byte order mark and what a formatter would change', async () => {
    const text = (body: string): string => `\ufeff// ☃ ünïcödé\t \r\n\r\n${body}let   a=1 ;;\r\nexport{a}`;
    const comment = (key: string): string => `/**\r\n *  @cache   ttl=10m\t\r\n${key} */\r\n`;
    const project = await openRecorded(open, text(comment('') + original.replaceAll('\n', '\r\n')));
    const file = join(project.folder, 'src/user.ts');
    writeFileSync(file, text(comment('') + renamed.replaceAll('\n', '\r\n')));
    expect((await project.holdfast('keys', 'pin')).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(
      text(comment(' *  @key find(id={userId})\r\n') + renamed.replaceAll('\n', '\r\n')),
    );
  });
});
