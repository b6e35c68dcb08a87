import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { TextEdit } from './edit-comment.ts';

const MARK = '\ufeff';

/** A source file whose bytes can be written back unchanged. */
export interface EditableSource {
  /** Without the byte order mark. */
  readonly text: string;
  readonly hasMark: boolean;
}

/** Reads a source file; `undefined` where its bytes are no UTF-8 and would change by being written. */
export function readSource(path: string): EditableSource | undefined {
  const bytes = readFileSync(path);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes)) return undefined;
  const hasMark = text.startsWith(MARK);
  return { text: hasMark ? text.slice(MARK.length) : text, hasMark };
}

/** The text of a file with its edits made by ts-morph, which refuses those that overlap or lie outside. */
export async function editSource(fileName: string, text: string, edits: readonly TextEdit[]): Promise<string> {
  const { Project } = await import('ts-morph');
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  const file = project.createSourceFile(basename(fileName), text);
  file.applyTextChanges(edits.map(({ start, length, text: newText }) => ({ span: { start, length }, newText })));
  return file.getFullText();
}

/** What is written for a text. */
export function renderSource(text: string, { hasMark }: EditableSource): string {
  return hasMark ? MARK + text : text;
}
