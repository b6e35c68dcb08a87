import type { Span } from './span.ts';

/**
 * The line that a span starts in, with its number, and a marker below the span:
 *
 * ```
 * 3 |  * @tag team:{teamld}
 *   |             ^^^^^^^^
 * ```
 */
export function renderFrame(text: string, { start, length }: Span): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const [line = ''] = text.slice(lineStart).split(/\r?\n/, 1);
  const number = String(text.slice(0, lineStart).split('\n').length);
  const column = start - lineStart;
  // Tabs are kept, so that the marker stands below the span at any width of a tab.
  const indent = line.slice(0, column).replaceAll(/[^\t]/g, ' ');
  const marker = '^'.repeat(Math.max(1, Math.min(length, line.length - column)));
  return `${number} | ${line}\n${' '.repeat(number.length)} | ${indent}${marker}`;
}
