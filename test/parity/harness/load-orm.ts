import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compileSources } from '../../unit/transformer/compile-sources.ts';
import { ORM_FOLDER, readOrmSettings } from '../../unit/transformer/models/read-orm-settings.ts';
import type { Service } from './load-service.ts';

/**
 * Compiles `fixtures/orm/src/<name>.ts` with the transformer and the settings of its project, and loads it beside the
 * ORM's own package: `const shop = await loadOrm<OrmModule>('typeorm')`.
 */
export async function loadOrm<S extends Service>(name: string): Promise<S> {
  const { outputs, problems, readCompilerMessages } = compileSources({
    rootNames: [join(ORM_FOLDER, 'src', `${name}.ts`)],
    options: readOrmSettings(),
    projectOf: (fileName) => ({ namespace: 'shop', path: `src/${basename(fileName)}` }),
  });
  const refused = [...problems.values()].flat().map(({ message }) => message);
  const complaints = [...refused, ...readCompilerMessages()];
  if (complaints.length > 0) throw new Error(`${name}.ts did not compile: ${complaints.join('\n')}`);
  // The compiled file exports what the source file does, and that is what the caller's type is of.
  return (await loadOutput(findOutput(outputs, name))) as S;
}

/** What was emitted of the shop; the runtime's sources are of the program, too. */
function findOutput(outputs: ReadonlyMap<string, string>, name: string): string {
  const text = [...outputs].find(([path]) => path.endsWith(`/fixtures/orm/src/${name}.js`))?.[1];
  if (text === undefined) throw new Error(`nothing was emitted of ${name}.ts`);
  return text;
}

/** Loads one file from a folder in which the packages of the fixture are found. */
async function loadOutput(text: string): Promise<unknown> {
  mkdirSync(join(ORM_FOLDER, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(ORM_FOLDER, 'dist', 'parity-'));
  try {
    writeFileSync(join(folder, 'shop.js'), text);
    return await import(/* @vite-ignore */ join(folder, 'shop.js'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
