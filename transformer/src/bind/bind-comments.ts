import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import { parseTagLines } from '../parse-tag-lines/parse-tag-lines.ts';
import type { TagLine } from '../parse-tag-lines/tag-line.ts';
import { readTaggedComments } from '../read-comments/read-tagged-comments.ts';
import { bindIdPrefix, type IdPrefix } from './bind-id-prefix.ts';
import { findSubject } from './find-subject.ts';

/** A declaration with all tag lines that belong to it, in the order of the text. */
export interface TaggedSubject {
  readonly node: ts.Node;
  readonly lines: readonly TagLine[];
  /** Problems of the lines themselves. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The tagged declarations of a file, and what is wrong with tag lines that belong to none. */
export interface BoundComments {
  readonly subjects: readonly TaggedSubject[];
  readonly idPrefix: IdPrefix;
  readonly diagnostics: readonly Diagnostic[];
  /** What to know of functions that have no tag line. */
  readonly warnings: readonly Diagnostic[];
}

/** Whether a declaration makes a type: what `@entity` is for. */
export function isType(
  typescript: typeof ts,
  node: ts.Node,
): node is ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassLikeDeclaration {
  return (
    typescript.isInterfaceDeclaration(node) || typescript.isTypeAliasDeclaration(node) || typescript.isClassLike(node)
  );
}

const known = new WeakMap<ts.SourceFile, BoundComments>();

/** Reads the tag lines of a file and finds the declaration each of them belongs to. Read once for each file. */
export function bindComments(typescript: typeof ts, sourceFile: ts.SourceFile): BoundComments {
  const before = known.get(sourceFile);
  if (before !== undefined) return before;
  const bound = bind(typescript, sourceFile);
  known.set(sourceFile, bound);
  return bound;
}

function bind(typescript: typeof ts, sourceFile: ts.SourceFile): BoundComments {
  const subjects = new Map<ts.Node, TaggedSubject>();
  const unattached: Diagnostic[] = [];
  const ofFile: TagLine[] = [];
  const warnings: Diagnostic[] = [];
  for (const comment of readTaggedComments(typescript, sourceFile)) {
    const { lines: all, diagnostics, strays, loneSlips } = parseTagLines(comment.text, comment.start);
    const lines: TagLine[] = [];
    for (const line of all) (line.tag === 'idPrefix' ? ofFile : lines).push(line);
    const subject = () => findSubject(typescript, sourceFile, comment.start + comment.text.length);
    if (loneSlips.length > 0) {
      const node = subject();
      if (node !== undefined && typescript.isFunctionLike(node)) warnings.push(...loneSlips);
    }
    if (lines.length + strays.length === 0) {
      unattached.push(...diagnostics);
      continue;
    }
    const node = subject();
    if (node !== undefined) {
      // Several comments may stand before one declaration.
      const before = subjects.get(node);
      const mistaken = strays.filter(({ tag }) =>
        tag === 'entity' ? isType(typescript, node) : typescript.isFunctionLike(node),
      );
      subjects.set(node, {
        node,
        lines: [...(before?.lines ?? []), ...lines],
        diagnostics: [...(before?.diagnostics ?? []), ...diagnostics, ...mistaken.map(({ problem }) => problem)],
      });
    } else {
      unattached.push(...diagnostics);
      const [line] = lines;
      if (line !== undefined) unattached.push(DIAGNOSTICS.unattachedTag(line, { tag: line.tag }));
    }
  }
  const { idPrefix, diagnostics } = bindIdPrefix(typescript, sourceFile, ofFile);
  return { subjects: [...subjects.values()], idPrefix, diagnostics: [...unattached, ...diagnostics], warnings };
}
