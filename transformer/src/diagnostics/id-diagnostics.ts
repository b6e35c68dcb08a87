import { define, type On, type Tag } from './define-diagnostic.ts';

/** Ids and the manifest. */
export const ID_DIAGNOSTICS = {
  duplicateId: define<On & { readonly id: string; readonly first: string; readonly at: string }>(
    1401,
    'duplicate-id',
    ({ id, on, first, at }) =>
      `${on} has the id ${id}, which ${first} in ${at} already has; one would serve the results of the other. Add id= with another name to one of them.`,
  ),
  noId: define<On & Tag>(
    1402,
    'no-id',
    ({ on, tag }) =>
      `${on} has no name that its key could begin with. Add id=, for example ${tag === 'batch' ? '@batch ids id=loadUsers' : '@cache id=findUser'}.`,
  ),
  badId: define<{ id: string }>(
    1403,
    'bad-id',
    ({ id }) => `id=${id} is not a name. Begin with a letter, then letters, digits and _ $ . - as in id=users.find.`,
  ),
  misplacedIdPrefix: define<object>(
    1404,
    'misplaced-id-prefix',
    () =>
      '@idPrefix counts for the whole file, so it stands in the first /** */ comment, before all code. Move it there, or write id= on the functions it is meant for.',
  ),
  badIdPrefix: define<{ prefix: string }>(1405, 'bad-id-prefix', ({ prefix }) =>
    prefix === ''
      ? '@idPrefix is not followed by a name. Write for example @idPrefix users.'
      : `@idPrefix ${prefix} is not a name. Begin with a letter, then letters, digits and _ $ . - and no . at the end, as in @idPrefix users.`,
  ),
};
