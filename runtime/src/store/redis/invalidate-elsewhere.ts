import { INVALIDATE } from './scripts.ts';

const HEAD = `-- Invalidates names in Holdfast's store on one Redis server; for services in other languages.
--   KEYS[1]       <prefix>:{0}/stamp
--   KEYS[2], [3]  <prefix>:{<bucket of the name>}/d/<name>  <prefix>:{<bucket of the name>}/floor
--   KEYS[4], ...  the same for more names, 490 at most
--   ARGV[1]       empty
--   ARGV[2]       2592000000: how long stamps live, 30 days in milliseconds
-- Answers 1; nothing where nothing is cached under the prefix. What a name is: docs/other-languages.md of Holdfast.
`;

/**
 * The store's own script for invalidations, with what others have to know of it: `holdfast/redis/invalidate.lua`.
 *
 * With an empty history it goes by the counter that stands there, whoever wrote it. That is enough: entries are served by
 * those only whose own history the counter has, and where it is lost, nothing that was stored before is served any more.
 */
export const INVALIDATE_ELSEWHERE = `${HEAD}${INVALIDATE.text}`;
