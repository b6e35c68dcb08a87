import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { StrayTag } from '../parse-tag-lines/find-stray-tags.ts';
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
    const isOfSubject = lines.length + strays.length > 0;
    const end = comment.start + comment.text.length;
    const node = isOfSubject || loneSlips.length > 0 ? findSubject(typescript, sourceFile, end) : undefined;
    if (node !== undefined && typescript.isFunctionLike(node)) warnings.push(...loneSlips);
    if (!isOfSubject) {
      unattached.push(...diagnostics);
      continue;
    }
    if (node !== undefined) {
      const mistaken = listMistaken(typescript, node, strays);
      const before = subjects.get(node);
      const own = { node, lines, diagnostics: mistaken.length === 0 ? diagnostics : [...diagnostics, ...mistaken] };
      subjects.set(node, before === undefined ? own : joinSubjects(before, own));
    } else {
      unattached.push(...diagnostics);
      const [line] = lines;
      if (line !== undefined) unattached.push(DIAGNOSTICS.unattachedTag(line, { tag: line.tag }));
    }
  }
  const { idPrefix, diagnostics } = bindIdPrefix(typescript, sourceFile, ofFile);
  unattached.push(...diagnostics);
  return { subjects: [...subjects.values()], idPrefix, diagnostics: unattached, warnings };
}

/** The tags in the middle of a line that a declaration of this kind could have. */
function listMistaken(typescript: typeof ts, node: ts.Node, strays: readonly StrayTag[]): readonly Diagnostic[] {
  return strays.flatMap(({ tag, problem }) => {
    const isMistaken = tag === 'entity' ? isType(typescript, node) : typescript.isFunctionLike(node);
    return isMistaken ? [problem] : [];
  });
}

/** Several comments may stand before one declaration. */
function joinSubjects(first: TaggedSubject, second: TaggedSubject): TaggedSubject {
  return {
    node: first.node,
    lines: [...first.lines, ...second.lines],
    diagnostics: [...first.diagnostics, ...second.diagnostics],
  };
}
