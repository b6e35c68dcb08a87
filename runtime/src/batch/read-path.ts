/** What stands at a path of a value, `author.id`; `undefined` where there is nothing. What a getter throws is thrown. */
export function readPath(value: unknown, path: string): unknown {
  let at: unknown = value;
  for (const name of path.split('.')) {
    if (at === null || at === undefined) return undefined;
    at = Reflect.get(Object(at), name);
  }
  return at;
}
