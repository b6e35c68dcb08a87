import { define, type On } from './define-diagnostic.ts';

type Write = 'assignment' | 'loop' | 'open';

/** What a body takes from outside although no key tells it. These stand in the code, at what is read. */
export const CAPTURE_DIAGNOSTICS = {
  capturedProperty: define<On & { readonly path: string; readonly fix: string }>(
    1230,
    'captured-property',
    ({ on, path, fix }) =>
      `${on} reads ${path}, which its key does not hold, so an object with another ${path} would be served this one's results. ${fix}, or write shared if it never changes the result.`,
  ),
  capturedVariable: define<On & { readonly path: string; readonly outer: string }>(
    1231,
    'captured-variable',
    ({ on, path, outer }) =>
      `${on} reads ${path} of ${outer}, which its key does not hold, so every call of ${outer} would share one set of results. Make it a parameter of ${on}, or write shared if it never changes the result.`,
  ),
  capturedLet: define<
    On & { readonly path: string; readonly variable: string; readonly line: number; readonly write: Write }
  >(1232, 'captured-let', ({ on, path, variable, line, write }) => {
    const reads = `${on} reads ${path}, which its key does not hold, and`;
    const fix = `Make it a parameter of ${on}`;
    if (write === 'loop') {
      return `${reads} ${variable} is another value in each turn of the loop of line ${line}; results of one turn would be served in another. ${fix}.`;
    }
    const why =
      write === 'open'
        ? `any file may assign ${variable} anew, as line ${line} exports it from a namespace`
        : `line ${line} assigns ${variable} anew`;
    return `${reads} ${why}; results from before would be served after. ${fix}, or declare ${variable} with const.`;
  }),
  dependsOnSubclass: define<On & { readonly cause: string; readonly fix: string }>(
    1236,
    'depends-on-subclass',
    ({ on, cause, fix }) =>
      `${on} ${cause}, and its key does not tell them apart, so one would be served the results of another. ${fix}, or write shared if all may share their results.`,
  ),
  unvariedStorage: define<On & { readonly expression: string }>(
    1233,
    'unvaried-storage',
    ({ on, expression }) =>
      `${on} calls ${expression}(), whose answer belongs to one request and is not part of the key, so one request would be served the results of another. Write vary=fn with a function that returns what the result depends on, or pass it as a parameter.`,
  ),
};
