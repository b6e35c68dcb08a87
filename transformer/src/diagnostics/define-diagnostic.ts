import type { Span } from '../span.ts';

/** One problem, at the offending word. `message` begins with `HF1201 unknown-hole: `. */
export interface Diagnostic extends Span {
  /** `1201` */
  readonly code: number;
  /** `'unknown-hole'` */
  readonly slug: string;
  readonly message: string;
}

/** Makes one kind of diagnostic at a place. */
export interface Reporter<Facts> {
  (span: Span, facts: Facts): Diagnostic;
  readonly code: number;
  readonly slug: string;
}

/** One kind of diagnostic: its permanent number and slug, and its text from the facts of a case. */
export function define<Facts>(code: number, slug: string, render: (facts: Facts) => string): Reporter<Facts> {
  const report = ({ start, length }: Span, facts: Facts): Diagnostic => ({
    code,
    slug,
    message: `HF${code} ${slug}: ${render(facts)}`,
    start,
    length,
  });
  return Object.assign(report, { code, slug });
}

/** `Did you mean ttl=?` where a name is near enough, else the fix that needs no name. */
export function suggest(nearest: string | undefined, otherwise: string): string {
  return nearest === undefined ? otherwise : `Did you mean ${nearest}?`;
}

/** Names in a row, for a message. */
export function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

/** The tag line concerned, without `@`. */
export type Tag = { readonly tag: string };
/** The option concerned. */
export type Option = Tag & { readonly option: string };
/** What messages call the function or declaration. */
export type On = { readonly on: string };
/** What may have been meant. */
export type Nearest = { readonly nearest: string | undefined };
/** What could have been written. */
export type Known = { readonly known: readonly string[] };
