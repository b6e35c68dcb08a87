/**
 * A text of its own. What is cut out of a text keeps all of it in memory as long as it is kept itself, and takes longer to
 * be compared.
 */
export function copyText(part: string): string {
  return Buffer.from(part).toString();
}
