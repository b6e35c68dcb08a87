import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Handle } from '../../../../runtime/src/call/handle.ts';
import { MISS } from '../../../../runtime/src/call/miss.ts';
import type { FunctionSpec } from '../../../../runtime/src/spec.ts';
import { freshRuntime } from '../compiled-function.ts';

const SPEC: Omit<FunctionSpec, 'id'> = {
  kind: 'function',
  calls: 'sync',
  holes: ['id'],
  key: { form: 'arguments', holes: 1 },
};

/** A function as the build emits it: its handle first, the copy of its rows after it. */
function compileRows(runtime: ReturnType<typeof freshRuntime>['runtime'], id: string) {
  const [handle] = runtime.compile({ abi: 1, file: `src/${id}.ts`, namespace: 'app', specs: [{ ...SPEC, id }] });
  if (handle === undefined) throw new Error('compile answers one handle for each spec');
  const copied: unknown[] = [];
  handle.copyRow = (row) => {
    copied.push(row);
    return { id: (row as { id: unknown }).id };
  };
  return { handle, copied };
}

function call(handle: Handle, id: number): unknown {
  const hit = handle.hit(id);
  return hit === MISS ? handle.run(() => ({ id }), id) : hit;
}

it.each(['before what serves hits at hand has come', 'afterwards'])(
  'rows are copied by the build’s copy: %s',
  async (when) => {
    const { runtime } = freshRuntime();
    compileRows(runtime, 'first');
    if (when === 'afterwards') {
      await import('../../../../runtime/src/call/at-hand.ts');
      await setImmediate();
    }
    const { handle, copied } = compileRows(runtime, 'find');
    for (let turn = 0; turn < 4; turn++) {
      expect([call(handle, 1), call(handle, 1)]).toEqual([{ id: 1 }, { id: 1 }]);
      await import('../../../../runtime/src/call/at-hand.ts');
      await setImmediate();
    }
    expect(copied.filter((row) => 'id' in Object(row)).length).toBeGreaterThanOrEqual(4);
  },
);
