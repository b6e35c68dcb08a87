import { editDistance } from 'holdfast/grammar';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import { endOfMatch } from './end-of-match.ts';
import { findStrayTags, type StrayTag } from './find-stray-tags.ts';
import { parseOwnLine, type RawLine } from './parse-own-line.ts';
import { type CommentLine, splitTagLines } from './split-tag-lines.ts';
import type { TagLine } from './tag-line.ts';
import { isOwnTag, LONE_SLIPS, OWN_TAGS } from './tag-names.ts';

/** Every tag line of ours in one comment. Each one is in `lines`, those with a problem in `diagnostics` too. */
export interface ParsedComment {
  readonly lines: readonly TagLine[];
  readonly diagnostics: readonly Diagnostic[];
  /** Tags in the middle of a line: mistakes if the comment belongs to what the tag is for. */
  readonly strays: readonly StrayTag[];
  /** Slips in a comment without a tag of ours: warnings if the comment belongs to a function. */
  readonly loneSlips: readonly Diagnostic[];
}

/** The tag lines of a doc comment. `start` is the place of its `/**` in the file. */
export function parseTagLines(comment: string, start: number): ParsedComment {
  const commentLines = splitTagLines(comment, start);
  const raw = readRawLines(commentLines);
  const lines: TagLine[] = [];
  const diagnostics: Diagnostic[] = [];
  const others: RawLine[] = [];
  for (const line of raw) {
    if (!isOwnTag(line.tag)) {
      others.push(line);
      continue;
    }
    const parsed = parseOwnLine(line, line.tag);
    lines.push(parsed.line);
    diagnostics.push(...parsed.diagnostics);
  }
  const [beside] = lines;
  if (beside !== undefined) for (const line of others) diagnostics.push(...checkSpelling(line, beside.tag));
  const loneSlips = beside === undefined ? others.flatMap(checkLone) : [];
  return { lines, diagnostics, strays: findStrayTags(commentLines), loneSlips };
}

const TAG = /@[\p{L}_$][\p{L}\p{N}_$-]*/uy;

function readRawLines(lines: readonly CommentLine[]): readonly RawLine[] {
  const raw: RawLine[] = [];
  let below: CommentLine[] | undefined;
  for (const line of lines) {
    const { text, start } = line;
    const length = text.startsWith('@') ? endOfMatch(TAG, text, 0) : 0;
    if (length > 0) {
      below = [];
      raw.push({
        tag: text.slice(1, length),
        start,
        length,
        rest: text.slice(length),
        restStart: start + length,
        below,
      });
    } else if (text === '') {
      below = undefined;
    } else {
      below?.push(line);
    }
  }
  return raw;
}

/** `@invalidate user` was meant to be the only tag line of a writer. */
function checkLone(raw: RawLine): Diagnostic[] {
  const nearest = LONE_SLIPS.get(raw.tag);
  return nearest === undefined ? [] : [DIAGNOSTICS.misspelledTag(raw, { tag: raw.tag, nearest })];
}

/** `@cahe` next to a line of ours is a slip; alone it is somebody else's tag. */
function checkSpelling(raw: RawLine, beside: string): Diagnostic[] {
  const nearest = OWN_TAGS.find((tag) => editDistance(tag, raw.tag) === 1);
  return nearest === undefined ? [] : [DIAGNOSTICS.misspelledTag(raw, { tag: raw.tag, beside, nearest })];
}
