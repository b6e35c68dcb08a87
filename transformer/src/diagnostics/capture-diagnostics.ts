import { define, type On } from './define-diagnostic.ts';

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
  capturedLet: define<On & { readonly path: string; readonly variable: string; readonly line: number }>(
    1232,
    'captured-let',
    ({ on, path, variable, line }) =>
      `${on} reads ${path}, which its key does not hold, and line ${line} assigns ${variable} anew; results from before would be served after. Make it a parameter of ${on}, or declare ${variable} with const.`,
  ),
  unvariedStorage: define<On & { readonly expression: string }>(
    1233,
    'unvaried-storage',
    ({ on, expression }) =>
      `${on} calls ${expression}(), whose answer belongs to one request and is not part of the key, so one request would be served the results of another. Write vary=fn with a function that returns what the result depends on, or pass it as a parameter.`,
  ),
};
