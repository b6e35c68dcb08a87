import type ts from 'typescript';

type Scanners = Readonly<Record<'code' | 'everything', ts.Scanner>>;

// A scanner is some fifty closures, so one is made for a compiler and not for each comment.
const scanners = new WeakMap<typeof ts, Scanners>();

/**
 * A scanner at a place of a file, before its first token. `code` leaves out blanks and comments. It is the same object
 * each time, so that it is of use until the next call only.
 */
export function scanFrom(
  typescript: typeof ts,
  { text, languageVariant }: ts.SourceFile,
  { start, over }: { readonly start: number; readonly over: keyof Scanners },
): ts.Scanner {
  const scanner = scannersOf(typescript)[over];
  scanner.setLanguageVariant(languageVariant);
  scanner.setText(text, start, text.length - start);
  return scanner;
}

function scannersOf(typescript: typeof ts): Scanners {
  const known = scanners.get(typescript);
  if (known !== undefined) return known;
  const created = createScanners(typescript);
  scanners.set(typescript, created);
  return created;
}

function createScanners({ createScanner, ScriptTarget }: typeof ts): Scanners {
  return { code: createScanner(ScriptTarget.Latest, true), everything: createScanner(ScriptTarget.Latest, false) };
}
