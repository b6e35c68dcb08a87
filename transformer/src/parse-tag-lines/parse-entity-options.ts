import { nearestName } from 'holdfast/grammar';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import { parseIdOption } from './parse-id-option.ts';
import { joinWords, type Word } from './split-words.ts';
import type { IdOption } from './tag-line.ts';

/** A tag whose line is about entities. */
export type EntityTag = 'tracks' | 'invalidates' | 'entity';

/** What the options of such a line say. What is absent was not written. */
export interface EntityOptions {
  /** Where the word stands. */
  readonly rows?: Span;
  readonly id?: IdOption;
  readonly missing?: 'skip';
}

const OF_RESULTS: ReadonlyMap<string, string | undefined> = new Map([
  ['rows', undefined],
  ['id', 'customer.id'],
  ['missingId', 'skip'],
]);

/** The options of each tag with a value for messages; without one it is a word alone. */
const OPTIONS: Readonly<Record<EntityTag, ReadonlyMap<string, string | undefined>>> = {
  tracks: OF_RESULTS,
  invalidates: OF_RESULTS,
  entity: new Map([['id', 'code']]),
};

/** Whether a word is an option of the line: `rows`, `id=code`. */
export function isEntityOption(tag: EntityTag, word: string): boolean {
  const [name = ''] = word.split('=', 1);
  return OPTIONS[tag].has(name) && (word.includes('=') || OPTIONS[tag].get(name) === undefined);
}

/** The options among the words of a line, with every problem found in them. */
export function parseEntityOptions(
  tag: EntityTag,
  words: readonly Word[],
): { readonly options: EntityOptions; readonly diagnostics: readonly Diagnostic[] } {
  const known = [...OPTIONS[tag].keys()];
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  let options: EntityOptions = {};
  const runs: Word[] = [];
  let run: Word | undefined;
  for (const word of words) {
    const [name = ''] = word.text.split('=', 1);
    const isMeant = word.text.includes('=') ? name !== '' : nearestName(name, known) !== undefined;
    if (!isMeant) {
      if (run !== undefined) runs.pop();
      run = run === undefined ? word : joinWords(run, word);
      runs.push(run);
      continue;
    }
    run = undefined;
    const reading = seen.has(name)
      ? DIAGNOSTICS.duplicateOption(word, { tag, option: withEquals(tag, name) })
      : readOption(tag, word, name);
    seen.add(name);
    if ('code' in reading) diagnostics.push(reading);
    else options = { ...options, ...reading };
  }
  const excess = runs.map((word) => DIAGNOSTICS.unexpectedText(word, { tag, text: word.text, nearest: undefined }));
  return { options, diagnostics: [...diagnostics, ...excess] };
}

function readOption(tag: EntityTag, word: Word, name: string): EntityOptions | Diagnostic {
  const { text, start } = word;
  const nameSpan = { start, length: name.length };
  if (!OPTIONS[tag].has(name)) return refuseName(tag, name, nameSpan);
  if (name === 'rows')
    return text === name ? { rows: nameSpan } : DIAGNOSTICS.flagWithValue(word, { flag: name, text });
  const value = text.slice(name.length + 1);
  if (value === '') return DIAGNOSTICS.missingValue(word, { option: name, example: OPTIONS[tag].get(name) ?? '' });
  const span = { start: start + name.length + 1, length: value.length };
  if (name === 'id') {
    const id = parseIdOption(tag, value, span);
    return 'code' in id ? id : { id };
  }
  if (value === 'skip') return { missing: value };
  return DIAGNOSTICS.unknownValue(span, { option: name, value, known: ['skip'], nearest: 'skip' });
}

function refuseName(tag: EntityTag, name: string, span: Span): Diagnostic {
  const known = [...OPTIONS[tag].keys()];
  const nearest = nearestName(name, known);
  return DIAGNOSTICS.unknownOption(span, { tag, option: name, known, nearest: nearest && withEquals(tag, nearest) });
}

/** As it is written on a line: `id=`, `rows`. */
function withEquals(tag: EntityTag, name: string): string {
  return OPTIONS[tag].get(name) === undefined ? name : `${name}=`;
}
