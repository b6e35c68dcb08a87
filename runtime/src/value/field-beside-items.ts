/**
 * The last of the enumerable fields that an object has besides the items of an array: `count` where rows have one, any
 * field of an object that is no array; `undefined` where there is none.
 */
export function fieldBesideItems(object: object): string | undefined {
  // Indexes come first, so the last name tells.
  const name = Object.keys(object).at(-1);
  return name !== undefined && Array.isArray(object) && isIndex(name, object.length) ? undefined : name;
}

function isIndex(name: string, length: number): boolean {
  return Number(name) < length && String(Number(name) >>> 0) === name;
}
