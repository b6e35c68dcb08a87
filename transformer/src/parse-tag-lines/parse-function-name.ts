import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import type { NamedWord } from './cache-options.ts';

const NAME = String.raw`[\p{ID_Start}_$][\p{ID_Continue}$]*`;
const PATH = new RegExp(`^${NAME}(?:\\.${NAME})*$`, 'u');

/**
 * The function that `if=`, `vary=` or `@tag =` names: an identifier or a dotted path.
 * @param before what stands before the name, for the message: `if=`
 */
export function parseFunctionName(before: string, name: string, span: Span): NamedWord | Diagnostic {
  if (PATH.test(name)) return { name, start: span.start, length: span.length };
  // The name in `keep()`, `(user)=>keep(user)` or `keep.bind(x)`, which is nearly always what was meant.
  const [nearest] = new RegExp(`^${NAME}(?:\\.${NAME})*(?=\\(\\)$)`, 'u').exec(name) ?? [];
  return DIAGNOSTICS.badFunctionName(span, { before, name, nearest });
}
