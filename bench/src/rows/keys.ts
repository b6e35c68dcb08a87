/** How many keys a row uses by turns. A power of two. */
export const KEYS = 1024;

export const NUMBERS: readonly number[] = Array.from({ length: KEYS }, (_, i) => i * 7);

const LANGUAGES = ['de', 'en', 'es', 'fr', 'it', 'ja', 'pt', 'zh'] as const;

/** Beside NUMBERS; a language stands for many of them. */
export const STRINGS: readonly string[] = NUMBERS.map((_, i) => LANGUAGES[i % LANGUAGES.length] ?? '');
