/**
 * Runs the cases of compiled form fixtures in a process of its own and prints what happened as JSON:
 * `node run-form-cases.ts '[{ "name": "arrow", "path": "/…/input.js" }]'`
 */

import { createRequire } from 'node:module';
import { inspect } from 'node:util';

interface FormModule {
  readonly bodyRuns: () => number;
  readonly functions: Readonly<Record<string, (...args: never[]) => unknown>>;
  readonly cases: Readonly<Record<string, () => unknown>>;
  /** Cases whose body runs each time. */
  readonly unserved?: readonly string[];
  /** Cases that throw, and reject when they are cached. */
  readonly rejecting?: readonly string[];
}

/** How a call ended, and how often a body ran for it. */
export interface Call {
  readonly ended: 'returned' | 'threw' | 'resolved' | 'rejected';
  /** As `util.inspect` prints it, errors without their stacks. */
  readonly value: string;
  readonly runs: number;
}

/** What one form fixture did: each case called twice. */
export interface FormRun {
  readonly name: string;
  readonly functions: readonly string[];
  readonly cases: Readonly<Record<string, readonly [first: Call, second: Call]>>;
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

async function runForm(name: string, form: FormModule): Promise<FormRun> {
  const cases: Record<string, readonly [Call, Call]> = {};
  for (const [title, run] of Object.entries(form.cases)) cases[title] = [await call(form, run), await call(form, run)];
  const functions = Object.entries(form.functions).map(([key, fn]) => `${key}: ${fn.name}/${fn.length} ${inspect(fn)}`);
  return { name, functions, cases, unserved: form.unserved ?? [], rejecting: form.rejecting ?? [] };
}

const require = createRequire(import.meta.url);
const requested: { name: string; path: string; isCommonJs: boolean }[] = JSON.parse(process.argv[2] ?? '[]');
const runs: FormRun[] = [];
for (const { name, path, isCommonJs } of requested) {
  runs.push(await runForm(name, isCommonJs ? require(path) : await import(path)));
}
process.stdout.write(JSON.stringify(runs));
