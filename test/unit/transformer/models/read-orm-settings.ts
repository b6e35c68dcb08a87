import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../compile-sources.ts';

/** The folder in which the packages of the ORMs are found. */
export const ORM_FOLDER = join(ROOT, 'fixtures', 'orm');

/** The settings of `fixtures/orm`, with the runtime's sources in place of what was built of them. */
export function readOrmSettings(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ORM_FOLDER, 'tsconfig.json'), ts.sys.readFile);
  return {
    ...ts.parseJsonConfigFileContent(config, ts.sys, ORM_FOLDER).options,
    rootDir: ROOT,
    paths: { holdfast: [join(ROOT, 'runtime', 'src', 'index.ts')] },
    rewriteRelativeImportExtensions: true,
  };
}
