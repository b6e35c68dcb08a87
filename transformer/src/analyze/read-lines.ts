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
  let options: CacheOptions | undefined;
  let batch: BatchLine | undefined;
  let key: TemplateLine | undefined;
  const tags: (TemplateLine | ComputedTagLine)[] = [];
  const tracks: EntitiesLine[] = [];
  const invalidates: EntitiesLine[] = [];
  const invalidatedTags: InvalidatesTagLine[] = [];
  for (const line of lines) {
    if ('refused' in line) continue;
    switch (line.tag) {
      case 'batch':
        batch ??= line;
        options ??= line.options;
        break;
      case 'cache':
        options ??= line.options;
        break;
      case 'key':
        key ??= line;
        break;
      case 'tag':
        tags.push(line);
        break;
      case 'tracks':
        tracks.push(line);
        break;
      case 'invalidates':
        invalidates.push(line);
        break;
      case 'invalidatesTag':
        invalidatedTags.push(line);
        break;
      default:
    }
  }
  return { options, batch, key, tags, tracks, invalidates, invalidatedTags };
}
