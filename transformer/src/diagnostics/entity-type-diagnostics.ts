import { define, type Nearest, type On, suggest, type Tag } from './define-diagnostic.ts';

/** The entity that a line looks for, and the type that it is looked for in. */
type Sought = On & Tag & { readonly entity: string; readonly type: string };

/** The type of the property that should hold an id and cannot; `undefined` where there is no such property. */
type Found = { readonly found: string | undefined };

const IDS = 'ids are strings, numbers and bigints';

/** What the types say of the entities in a result. */
export const ENTITY_TYPE_DIAGNOSTICS = {
  lostEntityId: define<Sought & Found & { readonly id: string }>(
    1240,
    'lost-entity-id',
    ({ on, tag, entity, type, id, found }) => {
      if (found !== undefined)
        return `the result of ${on} holds ${type}, which is the entity ${entity}, and its ${id} is of type ${found}: ${IDS}. Name the property that holds its id, or a function that gives it, as in @${tag} ${entity} id=idOf.`;
      return `the result of ${on} holds ${type}, which is the entity ${entity} and has no property ${id}, so that nothing would tell which one it is. Leave ${id} in it, or name the entities that count, each in a line @${tag}.`;
    },
  ),
  noEntityType: define<On & Tag & { readonly type: string; readonly model?: string | undefined }>(
    1241,
    'no-entity-type',
    ({ on, tag, type, model }) => {
      const fix =
        model === undefined
          ? `Write /** @entity user */ before the type of the entity, or name the entity here, as in @${tag} user.`
          : `Name the model, as in @${tag} {${model}}.`;
      return `@${tag} without a name finds the types that have @entity, and ${on} returns ${type}, in which none has. ${fix}`;
    },
  ),
  noEntityId: define<Sought & Found & Nearest & { readonly id: string }>(
    1242,
    'no-entity-id',
    ({ on, tag, entity, type, id, nearest, found }) =>
      `@${tag} ${entity} looks for ${id}, and ${on} returns ${type}, in which ${found === undefined ? `nothing has ${id.startsWith('(') ? 'these properties' : 'that property'}` : `that is of type ${found}: ${IDS}`}. ${suggest(nearest && `id=${nearest}`, `Say where the id stands, as in id=${entity}_id, or name it by parameters, as in @${tag} ${entity}:{id}.`)}`,
  ),
  unknownEntity: define<Tag & { readonly entity: string; readonly nearest: string }>(
    1243,
    'unknown-entity',
    ({ tag, entity, nearest }) =>
      `no type is the entity ${entity}, and ${nearest} is the name of one: what is ${tag === 'tracks' ? 'tracked' : 'invalidated'} under the one name has nothing to do with the other. Did you mean @${tag} ${nearest}?`,
  ),
  untypedEntities: define<On & Tag & { readonly type: string; readonly entity: string | undefined }>(
    1244,
    'untyped-entities',
    ({ on, tag, type, entity = 'user' }) =>
      `${on} returns ${type}, which does not tell where entities stand in it. Declare the return type, or name a function that gives the id of the result, as in @${tag} ${entity} id=idOf.`,
  ),
  unknownIdWord: define<On & Nearest & { readonly id: string; readonly holder: string | undefined }>(
    1245,
    'unknown-id-word',
    ({ on, id, nearest, holder = `what ${on} returns` }) =>
      `id=${id} is no property of ${holder}, and no function of that name is in scope. ${suggest(nearest && `id=${nearest}`, 'Name the property that holds the id, or a function that takes the entity and gives its id.')}`,
  ),
  idFunctionParameter: define<Sought & { readonly name: string; readonly takes: string }>(
    1246,
    'id-function-parameter',
    ({ on, name, takes, type }) =>
      `id=${name} takes ${takes}, and ${on} returns ${type}, in which nothing is of that type. Change its parameter, or name a function that takes an entity of the result.`,
  ),
  resultIsNoId: define<Sought>(
    1247,
    'result-is-no-id',
    ({ on, tag, entity, type }) =>
      `id=result says that the result, or each item of it, is the id of ${entity}, and ${on} returns ${type}. Name the property that holds the id, as in @${tag} ${entity} id=${entity}_id, or leave id= out where it is called id.`,
  ),
  entityWithoutId: define<{ readonly type: string; readonly id: string } & Found & Nearest>(
    1248,
    'entity-without-id',
    ({ type, id, nearest, found }) =>
      `${found === undefined ? `${type} has no property ${id}, by which an entity of this type would be known` : `${id} of ${type}, by which an entity of this type would be known, is of type ${found}: ${IDS}`}. ${suggest(nearest && `id=${nearest}`, 'Say where its id stands, as in id=code or id=(orderId,productId); a function cannot be named here.')}`,
  ),
  entityIdParts: define<{
    readonly entity: string;
    /** `undefined`: as many, but in another order. */
    readonly count: number | undefined;
    readonly id: string;
    readonly fix: string;
  }>(1249, 'entity-id-parts', ({ entity, count, id, fix }) => {
    const parts = count === undefined ? 'its parts in another order' : `${count} part${count === 1 ? '' : 's'}`;
    return `this id of ${entity} has ${parts}, and @entity ${entity} says that it is ${id}: no ${entity} is known by it. Write ${fix}.`;
  }),
};
