import type { CacheOptions } from '../parse-tag-lines/cache-options.ts';
import type { ComputedTagLine, TagLine, TemplateLine } from '../parse-tag-lines/tag-line.ts';

/** What the lines of one function say, without those that were refused. */
export interface FunctionLines {
  /** `undefined` where the `@cache` line itself was refused. */
  readonly options: CacheOptions | undefined;
  readonly key: TemplateLine | undefined;
  readonly tags: readonly (TemplateLine | ComputedTagLine)[];
}

/** Sorts the lines of a function by what they are for; of lines that stand twice the first counts. */
export function readLines(lines: readonly TagLine[]): FunctionLines {
  const templates = lines.filter((line) => 'parts' in line);
  return {
    options: lines.find((line) => 'options' in line)?.options,
    key: templates.find(({ tag }) => tag === 'key'),
    tags: lines.filter((line): line is TemplateLine | ComputedTagLine => line.tag === 'tag' && 'text' in line),
  };
}
