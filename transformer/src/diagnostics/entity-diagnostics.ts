import { define, list, type Nearest, type On, suggest, type Tag } from './define-diagnostic.ts';

/** The lines about entities: `@tracks`, `@invalidates`, `@invalidatesTag`, `@entity`. */
export const ENTITY_DIAGNOSTICS = {
  badEntity: define<Tag & { readonly text: string; readonly isReserved: boolean }>(
    1040,
    'bad-entity',
    ({ tag, text, isReserved }) => {
      if (text === '') return `@${tag} is not followed by the name of an entity. Write for example @${tag} user.`;
      if (isReserved)
        return `${text} is a word of @tracks and @invalidates, so no entity can have it as its name. Choose another.`;
      const name = `${text} is not the name of an entity. Begin with a letter, then letters, digits and _ $ . - as in @${tag} user`;
      return tag === 'entity'
        ? `${name}; where its id stands is said by id=.`
        : `${name}; an id follows behind a colon, user:{id}, a class or table stands in braces, {User}, and a second entity has a line of its own.`;
    },
  ),
  badEntityId: define<Tag & Nearest & { readonly text: string }>(
    1041,
    'bad-entity-id',
    ({ tag, text, nearest }) =>
      `in ${text} the id is not made of holes alone, one for each of its parts and with commas between them. ${suggest(nearest && `@${tag} ${nearest}`, `Write for example @${tag} user:{id} or @${tag} item:{orderId},{productId}.`)}`,
  ),
  badIdOption: define<Tag & Nearest & { readonly value: string }>(
    1042,
    'bad-id-option',
    ({ tag, value, nearest }) =>
      `id=${value} does not say where an id stands. Write, without spaces, a path as in id=customer.id${tag === 'entity' ? ' or the parts of a composite id as in id=(orderId,productId)' : ', the parts of a composite id as in id=(orderId,productId), a function in scope as in id=idOf, or id=result'}. ${suggest(nearest && `id=${nearest}`, 'Or leave it out where the property is called id.')}`,
  ),
  idWithoutEntity: define<Tag & { readonly model: string | undefined }>(1043, 'id-without-entity', ({ tag, model }) =>
    model === undefined
      ? `id= says where the id of one entity stands, and this line names none. Name it, as in @${tag} user id=code, or write id= on the @entity line of the type.`
      : `${model} knows its id, so id= has nothing to add. Remove id=, or name the entity in place of ${model}, as in @${tag} user id=code.`,
  ),
  loneNone: define<Tag>(1044, 'lone-none', ({ tag }) =>
    tag === 'tracks'
      ? '@tracks none says that the results depend on no entity, and something else beside it says that they do. Keep one of the two.'
      : '@invalidates none would invalidate nothing, which is what happens without the line. Remove it.',
  ),
  uselessOption: define<Tag & { readonly target: string; readonly options: readonly string[] }>(
    1045,
    'useless-option',
    ({ tag, target, options }) =>
      `@${tag} ${target} names the id, so the result is not looked at and ${list(options)} would change nothing. Remove ${options.length === 1 ? 'it' : 'them'}.`,
  ),
  unusableEntityId: define<
    Tag & {
      readonly hole: string;
      readonly entity: string;
      readonly type: string;
      readonly nearest: string | undefined;
    }
  >(
    1046,
    'unusable-entity-id',
    ({ tag, hole, entity, type, nearest }) =>
      `{${hole}} is of type ${type}, and the id of ${entity} can be a string, a number or a bigint. ${suggest(nearest && `@${tag} ${entity}:{${nearest}}`, 'Name a parameter or a property that holds one.')}`,
  ),
  untrackedEntity: define<On & { readonly entity: string; readonly path: string }>(
    1047,
    'untracked-entity',
    ({ on, entity, path }) =>
      `${path === '' ? `the result of ${on} is` : `${path} in the result of ${on} holds`} the entity ${entity}, and no line says whether the entry depends on it: results could stay when one of them changes. Add @tracks ${entity}, or @tracks none if that is meant.`,
  ),
  noEntityInResult: define<
    On &
      Tag & {
        readonly entity: string | undefined;
        readonly type: string;
        /** `{userId}` */
        readonly holes: string;
        readonly isComposite: boolean;
      }
  >(1048, 'no-entity-in-result', ({ on, tag, entity = 'user', type, holes, isComposite }) => {
    const problem = `${on} returns ${type}, in which no entity can be found.`;
    const named = `@${tag} ${entity}:${holes} with the ${isComposite ? 'parameters that hold' : 'parameter that holds'} the id`;
    const isEmpty = /^(?:void|null|undefined|never)$/.test(type);
    if (isEmpty) return `${problem} Write ${named}, or return what ${tag === 'tracks' ? 'it holds' : 'was written'}.`;
    return `${problem} Write ${named}, or @${tag} ${entity} id=result if the result is the id itself.`;
  }),
  writerTag: define<{ readonly template: string }>(1049, 'writer-tag', ({ template }) =>
    template.startsWith('=')
      ? `@invalidatesTag ${template} begins like a tag that a function computes, and a writer names its tags in holes. Write for example @invalidatesTag team:{teamId}, or call invalidateTag() in the body.`
      : `@invalidatesTag ${template} begins like a tag that belongs to one cached function, which nobody else can name. Write a tag without ./, or call cacheOf(fn).invalidateTag() in the body.`,
  ),
  notAType: define<On>(
    1050,
    'not-a-type',
    ({ on }) =>
      `@entity says that a type is an entity, and ${on} is no interface, type alias or class. Move the line to the type of the entity.`,
  ),
  unseenEntities: define<On & Tag & { readonly paths: readonly string[] }>(
    1051,
    'unseen-entities',
    ({ on, tag, paths }) => {
      const places = paths.map((path) => (path === '.' ? 'the result itself' : path)).join(', ');
      return `the types do not tell what ${places} ${paths.length === 1 ? 'holds' : 'hold'} in the result of ${on}, so an entity there is not seen by @${tag}. Give ${paths.length === 1 ? 'it a type' : 'them types'} in place of any or unknown.`;
    },
  ),
};
