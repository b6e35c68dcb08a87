import { comparableCode, type ManifestFunction, type ManifestParameter } from '@holdfast/transformer';

/** Which parameter of the code stands for which recorded one, by the recorded name; or those that nothing tells. */
export type ParameterPairs = ReadonlyMap<string, string> | { readonly unclear: readonly string[] };

/**
 * Finds the parameters that were renamed: of one type, and either at the same place or the only ones on both sides. Names
 * that did not change stand for themselves.
 * @param names recorded parameters that the key needs
 */
export function pairParameters(
  recorded: ManifestFunction,
  current: ManifestFunction,
  names: readonly string[],
): ParameterPairs {
  const has = ({ parameters }: ManifestFunction, name: string): boolean => parameters.some((one) => one.name === name);
  const gone = recorded.parameters.filter(({ name }) => names.includes(name) && !has(current, name));
  const added = current.parameters.filter(({ name }) => !has(recorded, name));
  const pairs = new Map(names.filter((name) => has(current, name) || name === 'this').map((name) => [name, name]));
  const unclear: string[] = [];
  for (const parameter of gone) {
    const atPlace = current.parameters[recorded.parameters.indexOf(parameter)];
    const [only, second] = added;
    const isOnly = gone.length === 1 && second === undefined;
    const found = atPlace !== undefined && added.includes(atPlace) ? atPlace : isOnly ? only : undefined;
    if (found !== undefined && isSameType(parameter, found)) pairs.set(parameter.name, found.name);
    else unclear.push(parameter.name);
  }
  return unclear.length > 0 ? { unclear } : pairs;
}

function isSameType(a: ManifestParameter, b: ManifestParameter): boolean {
  return comparableCode(shapeOf(a)) === comparableCode(shapeOf(b));
}

/** Of the list of a batch one of its items counts. */
function shapeOf({ item, shape, type }: ManifestParameter): string {
  return item ?? shape ?? type;
}
