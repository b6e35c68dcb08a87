import { createRequire } from 'node:module';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ORM_DECORATORS } from '../../../../transformer/src/analyze/models/orm-decorators.ts';
import { ROOT } from '../compile-sources.ts';

const require = createRequire(join(ROOT, 'fixtures', 'orm', 'package.json'));

const CLASS_NAME = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/);

/** What the build calls the table of a class without a name of its own. */
function nameTable(orm: string, className: string): string | undefined {
  return ORM_DECORATORS.find((known) => known.orm === orm)?.nameTable(className);
}

it('tables are called what the default naming strategy of TypeORM calls them', () => {
  const { DefaultNamingStrategy } = require('typeorm');
  const strategy = new DefaultNamingStrategy();
  fc.assert(
    fc.property(CLASS_NAME, (name) => {
      expect(nameTable('TypeORM', name)).toBe(strategy.tableName(name, undefined));
    }),
  );
});

it('tables are called what the default naming strategy of MikroORM calls them', async () => {
  const { UnderscoreNamingStrategy } = await import(require.resolve('@mikro-orm/core'));
  const strategy = new UnderscoreNamingStrategy();
  fc.assert(
    fc.property(CLASS_NAME, (name) => {
      expect(nameTable('MikroORM', name)).toBe(strategy.classToTableName(name));
    }),
  );
});
