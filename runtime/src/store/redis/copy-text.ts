/**
 * A text of its own. What is cut out of a text keeps all of it in memory as long as it is kept itself, and takes longer to
 * be compared.
 */
export function copyText(part: string): string {
  return Buffer.from(part).toString();
}

/**
 * The same, as V8 has literals and names of fields: each of them once in a process, so that two that are equal are one
 * object, and compared at once. A whole number is no such name, and stays one of several.
 */
export function internText(part: string): string {
  const [name = part] = Object.keys({ [part]: true });
  return name;
}
