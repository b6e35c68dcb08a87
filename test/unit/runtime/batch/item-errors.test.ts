import { describe, expect, it } from 'vitest';
import { BatchItemError } from '../../../../runtime/src/errors.ts';
import { compileAsync, deferred, freshRuntime } from '../compiled-function.ts';
import { batchOf, compileBatch } from './compile-batch.ts';

class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** A batch that fails for odd items. */
function oddFails() {
  const fresh = freshRuntime();
  const asked: unknown[] = [];
  const errors = new Map<number, Error>();
  const load = compileBatch(fresh.runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) => {
    asked.push(ids);
    return ids.map((id) => {
      if (id % 2 === 0) return id;
      const error = new NotFound(`no row ${id}`);
      errors.set(id, error);
      return error;
    });
  });
  return { ...fresh, load, asked, errors };
}

async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => value,
    (reason: unknown) => reason,
  );
}

describe('an item that failed', () => {
  it('rejects the call with what each item came to, and the others are stored', async () => {
    const { load, asked, errors } = oddFails();
    const error = await rejectionOf(load([1, 2, 3, 4]));
    if (!(error instanceof BatchItemError)) throw new TypeError('no BatchItemError');
    expect({ message: error.message, results: error.results, errors: error.errors, cause: error.cause }).toEqual({
      message:
        'HF3014 batch-item: load failed for 2 of 4 items (1, 3): NotFound: no row 1. What the others have is in the results of this error, and stored as ever.',
      results: new Map([
        [2, 2],
        [4, 4],
      ]),
      errors,
      cause: errors.get(1),
    });
    expect(error.errors.get(3)).toBe(errors.get(3));
    expect(await load([2, 4])).toEqual([2, 4]);
    await rejectionOf(load([4, 3]));
    expect(asked).toEqual([[1, 2, 3, 4], [3]]);
  });

  it('is all that there is where no other item was asked for', async () => {
    const { load } = oddFails();
    await expect(load([1])).rejects.toThrow(
      /^HF3014 batch-item: load failed for 1 of 1 item \(1\): NotFound: no row 1\.$/,
    );
  });

  it('says its item where rows do', async () => {
    const { runtime } = freshRuntime();
    const error = Object.assign(new Error('broken'), { id: 2 });
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'], batch: { by: 'id' } },
      async (_ids: readonly number[]): Promise<unknown> => [error, { id: 1 }],
    );
    const rejection = await rejectionOf(load([1, 2]));
    if (!(rejection instanceof BatchItemError)) throw new TypeError('no BatchItemError');
    expect({ errors: rejection.errors, results: rejection.results }).toEqual({
      errors: new Map([[2, error]]),
      results: new Map([[1, { id: 1 }]]),
    });
  });

  it('stays in a Map and in an object by item', async () => {
    const { runtime } = freshRuntime();
    const broken = new Error('broken');
    const byMap = compileBatch(
      runtime,
      'byMap',
      { parameters: ['ids'], batch: { answers: 'map' } },
      async (_ids: readonly number[]) =>
        new Map<number, unknown>([
          [1, broken],
          [2, 'b'],
        ]),
    );
    const byName = compileBatch(
      runtime,
      'byName',
      { parameters: ['ids'], batch: { answers: 'record' } },
      async (_ids: readonly number[]) => ({ 1: broken, 2: 'b' }),
    );
    for (const load of [byMap, byName]) {
      expect(await rejectionOf(load([1, 2]))).toMatchObject({
        errors: new Map([[1, broken]]),
        results: new Map([[2, 'b']]),
      });
    }
  });

  it('gives its own error to a call of the same tick that asks for it alone', async () => {
    const { runtime } = freshRuntime();
    const broken = new Error('broken');
    const load = compileBatch(
      runtime,
      'load',
      {
        parameters: ['ids'],
        batch: { window: 0 },
        spec: { key: { form: 'template', holes: 1, template: ['row:', 0] } },
      },
      async (ids: readonly number[]) => ids.map((id) => (id === 1 ? broken : id)),
    );
    const find = compileAsync(
      runtime,
      'find',
      { parameters: ['id'], spec: { key: { form: 'template', holes: 1, template: ['row:', 0] } } },
      async (_id: number) => 'the body of find',
    );
    const batch = load([1, 2]);
    const [one, two, all] = await Promise.all([rejectionOf(find(1)), find(2), rejectionOf(batch)]);
    expect([one, two, all]).toEqual([broken, 2, expect.any(BatchItemError)]);
    expect(one).toBe(broken);
  });

  it('is tried again by who joined it, once for all of them', async () => {
    const { runtime } = freshRuntime();
    const gate = deferred<void>();
    let runs = 0;
    const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) => {
      runs++;
      await gate.promise;
      return ids.map((id) => new Error(`run ${runs} of ${id}`));
    });
    const calls = Array.from({ length: 5 }, () => rejectionOf(load([1])));
    gate.resolve();
    for (const error of await Promise.all(calls)) expect(error).toBeInstanceOf(BatchItemError);
    expect(runs).toBe(2);
  });

  it('does not end what a refresh finds stored', async () => {
    const { runtime } = freshRuntime();
    let fails = false;
    const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) =>
      ids.map((id) => (fails && id === 1 ? new Error('broken') : id)),
    );
    await load([1, 2]);
    fails = true;
    expect(await rejectionOf(batchOf(runtime, load).refresh([1, 2]))).toBeInstanceOf(BatchItemError);
    expect(await batchOf(runtime, load).peek([1, 2])).toEqual({ value: [1, 2] });
  });
});
