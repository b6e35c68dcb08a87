/**
 * Runs the cases of compiled form fixtures in a process of its own and prints what happened as JSON:
 * `node run-form-cases.ts '[{ "name": "arrow", "path": "/…/input.js" }]'`
 */

import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import type { FunctionSpec } from 'holdfast';

interface RequestedForm {
  readonly name: string;
  readonly path: string;
  readonly isCommonJs: boolean;
  /** `fixtures/forms/arrow:findUser` */
  readonly ids: readonly string[];
}

interface FormModule {
  readonly bodyRuns: () => number;
  readonly functions: Readonly<Record<string, (...args: never[]) => unknown>>;
  readonly cases: Readonly<Record<string, () => unknown>>;
  /** Cases whose body runs each time. */
  readonly unserved?: readonly string[];
  /** Cases that throw, and reject when they are cached. */
  readonly rejecting?: readonly string[];
  /** Functions that are not cached themselves. */
  readonly uncached?: readonly string[];
}

/** How a call ended, and how often a body ran for it. */
export interface Call {
  readonly ended: 'returned' | 'threw' | 'resolved' | 'rejected';
  /** As `util.inspect` prints it, errors without their stacks. */
  readonly value: string;
  readonly runs: number;
}

/** What can be seen of a function without calling it. */
export interface FunctionFacts {
  readonly key: string;
  readonly name: string;
  readonly length: number;
  /** `[object AsyncFunction]` */
  readonly kind: string;
  readonly properties: readonly string[];
  /** Whether it was an `async` function and is emitted as one that is not. */
  readonly dropsAsync: boolean;
}

/** What one form fixture did: each case called twice. */
export interface FormRun {
  readonly name: string;
  readonly functions: readonly FunctionFacts[];
  readonly cases: Readonly<Record<string, readonly [first: Call, second: Call]>>;
  /** Functions that `cacheOf` found, and those that it should find. */
  readonly found: readonly string[];
  readonly toBeFound: readonly string[];
  /** Ids of functions that were never attached. */
  readonly unattached: readonly string[];
  readonly unserved: readonly string[];
  readonly rejecting: readonly string[];
}

function render(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message} ${inspect({ ...value })}`;
  return inspect(value, { depth: null });
}

async function call(form: FormModule, run: () => unknown): Promise<Call> {
  const before = form.bodyRuns();
  const { ended, value } = await settle(run);
  return { ended, value: render(value), runs: form.bodyRuns() - before };
}

async function settle(run: () => unknown): Promise<{ ended: Call['ended']; value: unknown }> {
  let returned: unknown;
  try {
    returned = run();
  } catch (error) {
    return { ended: 'threw', value: error };
  }
  if (!(returned instanceof Promise)) return { ended: 'returned', value: returned };
  return returned.then(
    (value: unknown) => ({ ended: 'resolved', value }),
    (error: unknown) => ({ ended: 'rejected', value: error }),
  );
}

async function runForm({ name, ids }: RequestedForm, form: FormModule): Promise<FormRun> {
  const entries = Object.entries(form.functions);
  const found = entries.flatMap(([key, fn]) => (findSpec(fn) === undefined ? [] : [key]));
  const toBeFound = entries.flatMap(([key]) => (form.uncached?.includes(key) ? [] : [key]));
  const cases: Record<string, readonly [Call, Call]> = {};
  for (const [title, run] of Object.entries(form.cases)) cases[title] = [await call(form, run), await call(form, run)];
  const functions = entries.map(([key, fn]) => describeFunction(key, fn));
  const { unserved = [], rejecting = [] } = form;
  const unattached = ids.filter((id) => findSpec(id) === undefined);
  return { name, functions, found, toBeFound, cases, unattached, unserved, rejecting };
}

function describeFunction(key: string, fn: (...args: never[]) => unknown): FunctionFacts {
  const properties = Reflect.ownKeys(fn).map(String);
  const kind = Object.prototype.toString.call(fn);
  const dropsAsync = findSpec(fn)?.types?.dropsAsync ?? false;
  return { key, name: fn.name, length: fn.length, kind, properties, dropsAsync };
}

function findSpec(subject: string | ((...args: never[]) => unknown)): FunctionSpec | undefined {
  try {
    return typeof subject === 'string' ? holdfast.cacheOf(subject).spec : holdfast.cacheOf(subject).spec;
  } catch (error) {
    if (error instanceof holdfast.NotTransformedError) return undefined;
    throw error;
  }
}

const requested: RequestedForm[] = JSON.parse(process.argv[2] ?? '[]');
const require = createRequire(requested[0]?.path ?? import.meta.url);
// The package that the compiled forms get.
const holdfast: typeof import('holdfast') = require('holdfast');
const runs: FormRun[] = [];
for (const form of requested) {
  runs.push(await runForm(form, form.isCommonJs ? require(form.path) : await import(form.path)));
}
process.stdout.write(JSON.stringify(runs));
