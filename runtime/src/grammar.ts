/**
 * `holdfast/grammar`: the small rules that the build and the runtime must not disagree about. For build tools such as
 * `@holdfast/transformer`; applications do not need it.
 */
export { type DurationProblem, parseDuration } from './duration.ts';
export { compileKey, type KeyedSpec } from './key/compile-template.ts';
export { editDistance, nearestName } from './nearest-name.ts';
export {
  collectionDependency,
  type EntityId,
  EVERYTHING,
  entityDependency,
  tagDependency,
} from './stamp/dependency.ts';
