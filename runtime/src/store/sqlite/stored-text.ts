/** Never part of a text that means anything; marks a text that is stored as JSON. */
const MARK = '\uffff';
const MARK_CODE = 0xffff;

/**
 * The text as SQLite can hold it. A half of a surrogate pair has no UTF-8 form, and all of them would become the same
 * replacement character: two keys would be one. Such a text is stored as JSON, which spells it in ASCII.
 */
export function storedText(text: string): string {
  return text.isWellFormed() && text.charCodeAt(0) !== MARK_CODE ? text : MARK + JSON.stringify(text);
}

/** The text that `storedText` was given. */
export function originalText(stored: string): string {
  if (stored.charCodeAt(0) !== MARK_CODE) return stored;
  // What stands behind the mark was written by `storedText`.
  return JSON.parse(stored.slice(MARK.length)) as string;
}
