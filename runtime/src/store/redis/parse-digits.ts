/** More digits are garbage: no number holds them. */
const MOST_DIGITS = 15;
const ZERO = 48;

/** The number that the digits of this part of the text say; hits are read by this, and a regular expression takes longer. */
export function parseDigits(text: string, from: number, to: number): number | undefined {
  if (from >= to || to - from > MOST_DIGITS) return undefined;
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    number = 10 * number + digit;
  }
  return number;
}
