import { define, type Nearest, type On, suggest, type Tag } from './define-diagnostic.ts';

type Name = Tag & { readonly name: string };

/** Classes and tables of ORMs that lines about entities name. */
export const MODEL_DIAGNOSTICS = {
  unknownModel: define<Name & On & Nearest>(
    1250,
    'unknown-model',
    ({ tag, name, on, nearest }) =>
      `{${name}} is not in scope where ${on} is declared. ${suggest(nearest && `{${nearest}}`, `Import the class or table, or name the entity, as in @${tag} user.`)}`,
  ),
  notAModel: define<Name>(
    1251,
    'not-a-model',
    ({ tag, name }) =>
      `{${name}} is no type with @entity, and no class or table of TypeORM, MikroORM or Drizzle whose declaration can be read: those of a compiled package have no decorators. Name the entity and its id, as in @${tag} user id=code.`,
  ),
  computedTableName: define<Name & { readonly computed: string }>(
    1252,
    'computed-table-name',
    ({ tag, name, computed }) =>
      `the table of {${name}} is named by ${computed}, which is computed when the program runs. Write the name as text or as a constant, or name the entity and its id, as in @${tag} user id=code.`,
  ),
  noPrimaryKey: define<Name & { readonly entity: string }>(
    1253,
    'no-primary-key',
    ({ tag, name, entity }) =>
      `{${name}} shows no primary key, so there is nothing to know its rows by. Mark the columns of the key in the model, or write where the id stands, as in @${tag} ${entity} id=code.`,
  ),
  computedPrimaryKey: define<Name & { readonly entity: string; readonly computed: string }>(
    1254,
    'computed-primary-key',
    ({ tag, name, entity, computed }) =>
      `the primary key of {${name}} is named by ${computed}, which is computed when the program runs. Write its columns there, as in columns: [table.orderId, table.productId], or write where the id stands, as in @${tag} ${entity} id=(orderId,productId).`,
  ),
};
