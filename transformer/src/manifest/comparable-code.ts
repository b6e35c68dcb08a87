const LITERAL = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/;

/**
 * The form in which code of two manifests is compared: without the blanks, the last separators and the kind of quotation
 * marks that a formatter decides about.
 */
export function comparableCode(text: string): string {
  // Between texts stand literals, since the expression captures what it splits at.
  const pieces = text.split(LITERAL).map((piece, index) => (index % 2 === 0 ? bare(piece) : `"${piece.slice(1, -1)}"`));
  return pieces.join('');
}

function bare(code: string): string {
  return code
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<![\w$]) | (?![\w$])/g, '')
    .replaceAll(/[,;](?=[)\]}>])/g, '');
}
