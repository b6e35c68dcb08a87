// Texts, numbers, words with what makes them a name of a field, and every other sign.
const TOKEN =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|(?:\d|\.\d)(?:[eE][+-]\d|[\w.])*|[\p{L}\p{Nl}$_][\p{L}\p{N}$_]*(?:\s*:)?|\S/gu;

const WORDS = new Set(['true', 'false', 'null', 'undefined', 'const']);

/**
 * The value that an expression of literals stands for, in a form that can be compared: of `1_000` it is `1000`, of
 * `['a', ] as Tag[]` it is `["a"]`. `undefined` for one that names something, since its text does not tell the value.
 */
export function constantCode(code: string): string | undefined {
  const pieces: string[] = [];
  let depth = 0;
  for (const [token] of code.matchAll(TOKEN)) {
    if (/^(?:as|satisfies)$/.test(token) && depth === 0) break;
    if (/^[([{]$/.test(token)) depth++;
    if (/^[)\]}]$/.test(token)) {
      depth--;
      if (pieces.at(-1) === ',') pieces.pop();
    }
    const piece = constantPiece(token);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return pieces.join('');
}

function constantPiece(token: string): string | undefined {
  if (/^["'`]./s.test(token)) {
    if (token.startsWith('`') && token.includes('${')) return undefined;
    return `"${token.slice(1, -1).replaceAll(/\\(["'`])/g, '$1')}"`;
  }
  if (/^\.?\d/.test(token)) return numberOf(token.replaceAll('_', ''));
  if (token.endsWith(':')) return token.replace(/\s*:$/, ':');
  return /^[\p{L}\p{Nl}$_]/u.test(token) && !WORDS.has(token) ? undefined : token;
}

/** `1e3` is `1000`; a bigint keeps its text. */
function numberOf(token: string): string {
  const value = Number(token);
  return Number.isNaN(value) ? token : String(value);
}
