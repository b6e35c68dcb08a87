import { nearestName } from 'holdfast/grammar';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import { BATCH_OPTION_READERS, type OptionReading } from './cache-option-readers.ts';
import type { CacheOptions } from './cache-options.ts';
import { guessOptions } from './guess-options.ts';
import {
  type CachingTag,
  FLAGS,
  LATER_OPTIONS,
  listPresentOptions,
  OPTION_NAMES,
  OPTION_READERS,
} from './option-names.ts';
import { joinWords, type Word } from './split-words.ts';

/** The options of a `@cache` or `@batch` line, with every problem found in them. */
export function parseCacheOptions(
  tag: CachingTag,
  words: readonly Word[],
): { options: CacheOptions; diagnostics: Diagnostic[] } {
  const { options: optionWords, excess } = splitExcess(words);
  const diagnostics = excess.map((word) => {
    const { text } = word;
    return DIAGNOSTICS.unexpectedText(word, { tag, text, nearest: guessOptions(text) });
  });
  const seen = new Set<string>();
  const options: CacheOptions = {};
  for (const word of optionWords) {
    const [name = ''] = word.text.split('=', 1);
    if (seen.has(name)) {
      diagnostics.push(DIAGNOSTICS.duplicateOption(word, { tag, option: withEquals(name) }));
      continue;
    }
    seen.add(name);
    const reading = readOption(tag, word, name);
    if ('set' in reading) Object.assign(options, reading.set);
    else diagnostics.push(reading.refused);
  }
  return { options, diagnostics };
}

/** Keeps apart what is meant as an option and runs of other words, each run as one piece of text. */
function splitExcess(words: readonly Word[]): { readonly options: readonly Word[]; readonly excess: readonly Word[] } {
  const options: Word[] = [];
  const excess: Word[] = [];
  let run: Word | undefined;
  for (const word of words) {
    if (isMeantAsOption(word.text)) {
      options.push(word);
      run = undefined;
    } else {
      if (run !== undefined) excess.pop();
      run = run === undefined ? word : joinWords(run, word);
      excess.push(run);
    }
  }
  return { options, excess };
}

/** A word with a name before its `=`, or one that could be a slip of an option's name; `=x` has no name. */
function isMeantAsOption(text: string): boolean {
  return text.includes('=') ? !text.startsWith('=') : nearestName(text, OPTION_NAMES) !== undefined;
}

function readOption(tag: CachingTag, word: Word, name: string): OptionReading {
  const nameSpan = { start: word.start, length: name.length };
  if (FLAGS.includes(name)) return readFlag(word, nameSpan);
  const reader = OPTION_READERS[tag].get(name);
  if (reader === undefined) return { refused: refuseName(tag, name, nameSpan) };
  const value = word.text.slice(name.length + 1);
  if (value === '') return { refused: DIAGNOSTICS.missingValue(word, { option: name, example: reader.example }) };
  return reader.read({ name, value, span: { start: word.start + name.length + 1, length: value.length } });
}

function readFlag(word: Word, nameSpan: Span): OptionReading {
  const { text } = word;
  if (!text.includes('=')) return { set: { shared: nameSpan } };
  const [flag = ''] = text.split('=', 1);
  return { refused: DIAGNOSTICS.flagWithValue(word, { flag, text }) };
}

function refuseName(tag: CachingTag, name: string, nameSpan: Span): Diagnostic {
  if (LATER_OPTIONS.includes(name)) return DIAGNOSTICS.unsupportedOption(nameSpan, { tag, option: name });
  if (BATCH_OPTION_READERS.has(name)) return DIAGNOSTICS.batchOption(nameSpan, { option: name });
  // Nobody should be led from one refusal to the next, so those of a later version are not suggested.
  const nearest = nearestName(name, listPresentOptions(tag));
  return DIAGNOSTICS.unknownOption(nameSpan, {
    tag,
    option: name,
    known: [...OPTION_READERS[tag].keys(), ...FLAGS],
    nearest: nearest && withEquals(nearest),
  });
}

/** As it is written on a line: `ttl=`, `shared`. */
function withEquals(name: string): string {
  return FLAGS.includes(name) ? name : `${name}=`;
}
