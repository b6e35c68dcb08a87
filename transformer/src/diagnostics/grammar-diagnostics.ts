import {
  define,
  type Known,
  list,
  type Nearest,
  type On,
  type Option,
  suggest,
  type Tag,
} from './define-diagnostic.ts';

/** Grammar of the tag lines: what can be told from the text alone. */
export const GRAMMAR_DIAGNOSTICS = {
  unknownOption: define<Option & Known & Nearest>(
    1001,
    'unknown-option',
    ({ tag, option, known, nearest }) =>
      `@${tag} has no option ${option}. Options: ${list(known)}. ${suggest(nearest, 'Remove it.')}`,
  ),
  unsupportedOption: define<Option>(
    1002,
    'unsupported-option',
    ({ tag, option }) =>
      `${option}= belongs to a later version. This one cannot do what it asks of @${tag}, and ignoring it would change the meaning of the line. Remove ${option}=.`,
  ),
  durationWithoutUnit: define<{ option: string; value: string }>(
    1003,
    'duration-without-unit',
    ({ option, value }) =>
      `${option}=${value} could mean milliseconds, seconds or minutes. Add the unit: ${option}=${value}ms, ${option}=${value}s or ${option}=${value}m.`,
  ),
  durationNotPositive: define<{ option: string; value: string; instead: string }>(
    1004,
    'duration-not-positive',
    ({ option, value, instead }) =>
      `${option}=${value} leaves no time in which a stored result could be served. ${instead}`,
  ),
  badDuration: define<{ option: string; value: string; words: readonly string[] }>(
    1005,
    'bad-duration',
    ({ option, value, words }) =>
      `${option}=${value} is not a duration. Write a number and a unit (500ms, 30s, 10m, 2h, 7d), at most 100 years, or ${words.map((word) => `${option}=${word}`).join(' or ')}.`,
  ),
  missingValue: define<{ option: string; example: string }>(
    1006,
    'missing-value',
    ({ option, example }) =>
      `${option} says nothing without a value. Write it with one and without spaces, as in ${option}=${example}.`,
  ),
  duplicateOption: define<Option>(
    1007,
    'duplicate-option',
    ({ tag, option }) => `${option} stands twice on one @${tag} line, and only one can hold. Keep one.`,
  ),
  duplicateTag: define<On & { readonly line: string }>(
    1008,
    'duplicate-tag',
    ({ line, on }) => `${line} stands twice on ${on}, and once is all it can mean. Keep one.`,
  ),
  missingPartner: define<On & Tag>(
    1009,
    'missing-partner',
    ({ tag, on }) => `@${tag} on ${on} does nothing alone: ${on} is not cached. Add a line @cache, or remove @${tag}.`,
  ),
  /** A warning where it stands beside no tag of ours. */
  misspelledTag: define<Tag & { readonly beside?: string; readonly nearest: string }>(
    1010,
    'misspelled-tag',
    ({ tag, beside, nearest }) =>
      `@${tag} ${beside === undefined ? 'does nothing' : `stands beside @${beside}`} and is one letter from a tag of Holdfast. Did you mean @${nearest}?`,
  ),
  // 1011 was unsupported-tag: every tag of the language is carried out.
  unexpectedText: define<Tag & Nearest & { readonly text: string }>(
    1012,
    'unexpected-text',
    ({ tag, text, nearest }) =>
      `${text} is not part of the @${tag} line. ${suggest(nearest && `@${tag} ${nearest}`, 'Give a second tag its own line, and put prose behind " - ".')}`,
  ),
  optionOnNextLine: define<Option>(
    1013,
    'option-on-next-line',
    ({ tag, option }) => `${option} stands below its @${tag} line and would not be read. Put it on the @${tag} line.`,
  ),
  badList: define<{ option: string; value: string }>(
    1014,
    'bad-list',
    ({ option, value }) =>
      `${option}=${value} is not a list of parameter names. Write the names with commas and without spaces, each once: ${option}=logger,session.`,
  ),
  unattachedTag: define<Tag>(1015, 'unattached-tag', ({ tag }) =>
    tag === 'entity'
      ? 'no type follows this comment, so @entity would do nothing. Put the comment directly before an interface, a type alias or a class.'
      : `no function follows this comment, so @${tag} would do nothing. Put the comment directly before a function, a method or the const that holds a function.`,
  ),
  strayTag: define<Tag>(
    1016,
    'stray-tag',
    ({ tag }) => `@${tag} stands behind other text, where it would not be read. Begin a line of the comment with it.`,
  ),
  badCount: define<{ option: string; value: string; nearest: number | undefined }>(
    1017,
    'bad-count',
    ({ option, value, nearest }) =>
      `${option}=${value} is not a number of ${option === 'max' ? 'items' : 'entries'}, which is a whole number from 1 on, in digits. ${suggest(nearest === undefined ? undefined : `${option}=${nearest}`, `Write for example ${option}=1000.`)}`,
  ),
  unknownValue: define<Known & Nearest & { readonly option: string; readonly value: string }>(
    1018,
    'unknown-value',
    ({ option, value, known, nearest }) =>
      `${option}=${value} does not exist. Values: ${list(known)}. ${suggest(nearest && `${option}=${nearest}`, 'Write one of them.')}`,
  ),
  badName: define<{ option: string; value: string }>(
    1019,
    'bad-name',
    ({ option, value }) =>
      `${option}=${value} is not a name. Begin with a letter or a digit, then letters, digits and _ . - as in ${option}=${option === 'codec' ? 'msgpack' : 'redis-eu'}.`,
  ),
  flagWithValue: define<{ flag: string; text: string }>(
    1020,
    'flag-with-value',
    ({ flag, text }) => `${text} gives ${flag} a value, and it takes none: the word alone turns it on. Write ${flag}.`,
  ),
  badFunctionName: define<Nearest & { readonly before: string; readonly name: string }>(
    1021,
    'bad-function-name',
    ({ before, name, nearest }) =>
      name === ''
        ? `${before} is not followed by the name of a function. Write one that is in scope, as in ${before}tagsOf.`
        : `${before}${name} is not the name of a function. Write an identifier or a dotted path, without parentheses and arguments. ${suggest(nearest && `${before}${nearest}`, 'Put the code into a function of its own and name that.')}`,
  ),
  needlessShared: define<On>(
    1022,
    'needless-shared',
    ({ on }) =>
      `shared lets all objects of a class share the entries of a method, and ${on} has no this that could keep them apart. Remove shared.`,
  ),
};
