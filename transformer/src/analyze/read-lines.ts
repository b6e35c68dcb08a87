import type { CacheOptions } from '../parse-tag-lines/cache-options.ts';
import type {
  BatchLine,
  ComputedTagLine,
  EntitiesLine,
  InvalidatesTagLine,
  TagLine,
  TemplateLine,
} from '../parse-tag-lines/tag-line.ts';

/** What the lines of one function say, without those that were refused. */
export interface FunctionLines {
  /** `undefined` where the `@cache` or `@batch` line itself was refused. */
  readonly options: CacheOptions | undefined;
  readonly batch: BatchLine | undefined;
  readonly key: TemplateLine | undefined;
  readonly tags: readonly (TemplateLine | ComputedTagLine)[];
  readonly tracks: readonly EntitiesLine[];
  readonly invalidates: readonly EntitiesLine[];
  readonly invalidatedTags: readonly InvalidatesTagLine[];
}

/** Sorts the lines of a function by what they are for; of lines that stand twice the first counts. */
export function readLines(lines: readonly TagLine[]): FunctionLines {
  const about = lines.filter((line) => 'target' in line);
  return {
    options: lines.find((line) => 'options' in line)?.options,
    batch: lines.find((line): line is BatchLine => line.tag === 'batch' && 'parameter' in line),
    key: lines.find((line): line is TemplateLine => line.tag === 'key' && 'parts' in line),
    tags: lines.filter((line): line is TemplateLine | ComputedTagLine => line.tag === 'tag' && 'text' in line),
    tracks: about.filter(({ tag }) => tag === 'tracks'),
    invalidates: about.filter(({ tag }) => tag === 'invalidates'),
    invalidatedTags: lines.filter(
      (line): line is InvalidatesTagLine => line.tag === 'invalidatesTag' && 'parts' in line,
    ),
  };
}
