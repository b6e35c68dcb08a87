/** What a process of its own does with a file: `node child.ts <task> <file> …`. */
import { openSync, readSync } from 'node:fs';
import { sqliteStore } from '../../../../../runtime/src/store/sqlite/sqlite-store.ts';
import { compileSync, type FreshRuntime, freshRuntime } from '../../compiled-function.ts';

const [task = '', file = '', ...more] = process.argv.slice(2);
const fresh = freshRuntime();
const errors: string[] = [];
fresh.runtime.on('error', ({ error }) => errors.push(error instanceof Error ? error.message : String(error)));
const counts = { runs: 0 };

try {
  await fresh.runtime.configure({ store: sqliteStore(file) });
  await run(fresh, task);
} catch (error) {
  errors.push(error instanceof Error ? error.message : String(error));
}
console.log(JSON.stringify({ runs: counts.runs, errors }));

async function run({ runtime }: FreshRuntime, task: string): Promise<void> {
  const spec = { tags: [['truth']], maxSize: 700, ttl: 3_600_000 };
  switch (task) {
    case 'call': {
      const f = compileSync(runtime, 'f', { parameters: ['id'], spec }, (id: number) => {
        counts.runs++;
        return { id, text: 'x'.repeat(200) };
      });
      const [from = 0, to = 0] = more.map(Number);
      for (let id = from; id < to; id++) f(id);
      await runtime.dispose();
      return;
    }
    case 'write for ever': {
      const f = compileSync(runtime, 'f', { parameters: ['id'], spec }, (id: number) => ({
        id,
        text: 'x'.repeat(200),
      }));
      for (let id = 0; ; id++) {
        f(id);
        if (id % 10 === 0) await runtime.invalidateTag(`other${id}`);
        if (id % 100 === 0) console.log(id);
      }
    }
    case 'compare': {
      const [truth, acknowledged, times] = [openNumber(more[0]), openNumber(more[1]), Number(more[2])];
      const f = compileSync(runtime, 'f', { parameters: [], spec }, () => {
        counts.runs++;
        return truth();
      });
      for (let i = 0; i < times; i++) {
        const least = acknowledged();
        const value = f();
        if (value < least) errors.push(`${value} was served after ${least} had been acknowledged`);
        if (i % 100 === 0) console.log(i);
      }
    }
  }
}

/** A number that another process writes over and over in one place. */
function openNumber(path = ''): () => number {
  const handle = openSync(path, 'r');
  const bytes = new Float64Array(1);
  return () => {
    readSync(handle, bytes, 0, 8, 0);
    return bytes[0] ?? Number.NaN;
  };
}
