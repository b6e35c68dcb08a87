/** A text as a part of a larger one: `(A | B)` of `A | B`, and `string` as it is. */
export function inParentheses(text: string): string {
  return isOneWord(text) ? text : `(${text})`;
}

/** Whether a text holds together without parentheses. */
export function isOneWord(text: string): boolean {
  if (!/[ =]/.test(text)) return true;
  const bare = text.includes('"') ? text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""') : text;
  return !/[ =]/.test(bare) || closesAtEnd(bare);
}

const [OPENING_BRACE, CLOSING_BRACE, OPENING_BRACKET, CLOSING_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Whether the bracket that opens a text is closed by its last character: not so in `{ a: 1 } | { b: 2 }`. */
function closesAtEnd(text: string): boolean {
  if (!/^[{[]/.test(text)) return false;
  // Of most objects there is but one brace.
  if (!text.includes('{', 1) && !text.includes('[')) return text.endsWith('}');
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === OPENING_BRACE || code === OPENING_BRACKET) open++;
    else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) open--;
    if (open === 0) return i === text.length - 1;
  }
  return false;
}
