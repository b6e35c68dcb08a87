import { MissingEntityIdError, type MissingIdFacts } from '../errors.ts';
import { describeNoId } from './describe-no-id.ts';

/** The error for an entity without a usable id; the message names function, entity, value and type, and ends with the fix. */
export function missingEntityId(owner: string, facts: MissingIdFacts): MissingEntityIdError {
  return new MissingEntityIdError(
    `${owner}: an id of the entity ${facts.entity} is ${describeNoId(facts.value)}; ids are strings, numbers and bigints. Say with id=… where the id stands, or missingId=skip where there may be none.`,
    facts,
  );
}
