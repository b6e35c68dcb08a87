import type ts from 'typescript';
import { endOfMatch } from '../parse-tag-lines/end-of-match.ts';
import { LONE_SLIPS, OWN_TAGS } from '../parse-tag-lines/tag-names.ts';
import { scanFrom } from './scan-from.ts';
import { statementAt } from './statement-at.ts';

/** A doc comment with at least one `@` word of ours, or with a slip of one. `start` is the place of its `/**` in the file. */
export interface TaggedComment {
  readonly text: string;
  readonly start: number;
}

const OWN_TAG = new RegExp(`@(?:${[...OWN_TAGS, ...LONE_SLIPS.keys()].join('|')})(?![\\p{L}\\p{N}_$-])`, 'u');

/** Whether a source text can hold a tag line at all. Most files cannot, and nothing else is done with those. */
export function mayHoldTag(text: string): boolean {
  return OWN_TAG.test(text);
}

/**
 * Every tagged doc comment of a file, wherever it stands.
 *
 * TypeScript attaches doc comments to some nodes only, and under tspc it does not parse them at all, so the
 * text is searched. Whether a `/**` is a comment or part of a string, a template or a regular expression
 * is then asked of the tree.
 */
export function readTaggedComments(typescript: typeof ts, sourceFile: ts.SourceFile): readonly TaggedComment[] {
  const { text } = sourceFile;
  const comments: TaggedComment[] = [];
  let start = text.indexOf('/**');
  while (start !== -1) {
    const close = text.indexOf('*/', start + 2);
    if (close === -1) break;
    const comment = text.slice(start, close + 2);
    const found = OWN_TAG.test(comment) && isCommentStart(typescript, sourceFile, start);
    if (found) comments.push({ text: comment, start });
    start = text.indexOf('/**', found ? close + 2 : start + 1);
  }
  return comments;
}

function isCommentStart(typescript: typeof ts, sourceFile: ts.SourceFile, position: number): boolean {
  const { node, gapStart } = findGap(typescript, sourceFile, position);
  if (isLiteralText(typescript, node) && position >= node.getStart(sourceFile)) return false;
  if (isBlank(sourceFile.text, gapStart, position)) return true;
  // Between the children of a node there are only punctuation, keywords and trivia: safe to scan token by token.
  const scanner = scanFrom(typescript, sourceFile, { start: gapStart, over: 'everything' });
  let kind = scanner.scan();
  while (scanner.getTokenEnd() <= position && kind !== typescript.SyntaxKind.EndOfFileToken) kind = scanner.scan();
  return kind === typescript.SyntaxKind.MultiLineCommentTrivia && scanner.getTokenStart() === position;
}

const BLANKS = /\s*/y;

function isBlank(text: string, start: number, end: number): boolean {
  return endOfMatch(BLANKS, text, start) >= end;
}

/**
 * The innermost node around a position, and where the part of it begins that belongs to none of its children. Where only
 * blanks stand between the start of a node and the position, as before most declarations, nothing further in is looked at.
 */
function findGap(
  typescript: typeof ts,
  sourceFile: ts.SourceFile,
  position: number,
): { node: ts.Node; gapStart: number } {
  let node: ts.Node = statementAt(sourceFile, position) ?? sourceFile;
  let gapStart = node.pos;
  while (!isBlank(sourceFile.text, gapStart, position)) {
    const inner = typescript.forEachChild(node, (child) => {
      if (child.pos <= position && position < child.end) return child;
      if (child.end <= position) gapStart = Math.max(gapStart, child.end);
      return undefined;
    });
    if (inner === undefined) break;
    node = inner;
    gapStart = Math.max(gapStart, node.pos);
  }
  return { node, gapStart };
}

function isLiteralText(typescript: typeof ts, node: ts.Node): boolean {
  const { SyntaxKind } = typescript;
  switch (node.kind) {
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
    case SyntaxKind.TemplateHead:
    case SyntaxKind.TemplateMiddle:
    case SyntaxKind.TemplateTail:
    case SyntaxKind.RegularExpressionLiteral:
    case SyntaxKind.JsxText:
      return true;
    default:
      return false;
  }
}
